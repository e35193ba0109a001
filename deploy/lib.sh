# shellcheck shell=bash
# Shared by deploy/demo, deploy/test and deploy/kunci: the virtual environment and what is installed in it.
# Nothing is done again that was done before: stamps in .venv/ hold the fingerprints of what is installed.

AKAR=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
VENV="$AKAR/.venv"
PY="$VENV/bin/python"
KUNCI_JALAN="$AKAR/deploy/requirements.lock"
KUNCI_DEV="$AKAR/deploy/requirements-dev.lock"
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

kabar() { printf '• %s\n' "$*" >&2; }
gagal() {
  printf '✗ %s\n' "$*" >&2
  exit 1
}

boleh_apt() { [[ $(id -u) -eq 0 ]] && command -v apt-get >/dev/null; }

pasang_apt() {
  kabar "Memasang paket sistem: $*"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } \
    </dev/null >&2
}

cari_python() {
  local calon
  for calon in ${SPBE_PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if "$calon" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$calon"
      return
    fi
  done
  gagal "Python 3.11 atau lebih baru tidak ditemukan. Pasang dulu (Debian/Ubuntu: apt-get install python3 python3-venv)," \
    "atau sebutkan tempatnya dengan SPBE_PYTHON=/jalan/ke/python3."
}

sidik() { "$PY" -c 'import hashlib, sys; print(hashlib.sha256(b"".join(open(p, "rb").read() for p in sys.argv[1:])).hexdigest())' "$@"; }

# A virtual environment does not survive a move of the checkout or the loss of its Python.
venv_utuh() { [[ -x $PY && $(cat "$VENV/.lokasi" 2>/dev/null) == "$VENV" ]] && "$PY" -c 'import pip' 2>/dev/null; }

buat_venv() {
  local python versi
  python=$(cari_python)
  versi=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  kabar "Menyiapkan lingkungan Python $versi di .venv"
  rm -rf "$VENV"
  if ! "$python" -m venv "$VENV" >/dev/null 2>&1; then
    rm -rf "$VENV"
    if ! { boleh_apt && { pasang_apt "python$versi-venv" || pasang_apt python3-venv; } && "$python" -m venv "$VENV" >&2; }; then
      rm -rf "$VENV"
      gagal "Modul venv untuk Python $versi belum ada. Pasang dulu: apt-get install python3-venv"
    fi
  fi
  printf '%s\n' "$VENV" >"$VENV/.lokasi"
}

pip_senyap() {
  local catatan
  catatan=$(mktemp)
  if ! PIP_CONSTRAINT='' "$PY" -m pip install --quiet "$@" >"$catatan" 2>&1; then
    cat "$catatan" >&2
    rm -f "$catatan"
    gagal "Pustaka Python tidak dapat dipasang. Periksa sambungan internet dan ruang simpan, lalu jalankan lagi."
  fi
  rm -f "$catatan"
}

# siapkan jalan|dev: .venv with exactly the locked packages, and the project itself.
siapkan() {
  local kelompok=$1 kunci=("$KUNCI_JALAN") cap proyek
  [[ $kelompok == jalan ]] || kunci+=("$KUNCI_DEV")
  if command -v flock >/dev/null; then
    exec 9>"$AKAR/.venv.lock"
    flock 9 # two starts at once must not install into each other
  fi
  venv_utuh || buat_venv
  if [[ ! -e /usr/share/zoneinfo/Asia/Makassar ]] && boleh_apt; then pasang_apt tzdata; fi
  cap=$(sidik "${kunci[@]}")
  if [[ $(cat "$VENV/.kunci-$kelompok" 2>/dev/null) != "$cap" ]]; then
    kabar "Memasang pustaka Python (hanya kali ini, sekitar satu menit)"
    pip_senyap --require-hashes --only-binary :all: "${kunci[@]/#/--requirement=}"
    rm -f "$VENV"/.kunci-*
    [[ $kelompok == jalan ]] || sidik "$KUNCI_JALAN" >"$VENV/.kunci-jalan"
    printf '%s\n' "$cap" >"$VENV/.kunci-$kelompok"
  fi
  proyek=$(sidik "$AKAR/pyproject.toml")
  if [[ $(cat "$VENV/.proyek" 2>/dev/null) != "$proyek" || ! -x $VENV/bin/spbe ]]; then
    kabar "Memasang aplikasi SPBE"
    pip_senyap --no-deps --no-build-isolation --no-index --editable "$AKAR"
    printf '%s\n' "$proyek" >"$VENV/.proyek"
  fi
  exec 9>&-
}

"""Median and p90 from a histogram, exactly: the nearest-rank percentile, so always a value that occurred."""

from collections.abc import Mapping


def persentil(sebaran: Mapping[int, int], bagian: int) -> int | None:
    """Smallest value such that at least `bagian` per cent of the cases are not larger; None without cases."""
    total = sum(sebaran.values())
    if not total:
        return None
    perlu = -(-total * bagian // 100)
    lewat = 0
    for nilai in sorted(sebaran):
        lewat += sebaran[nilai]
        if lewat >= perlu:
            return nilai
    return None


def jam_menit(menit: int | None) -> str:
    """Working time: "3 jam 20 menit"; hours are not turned into days, for a working day differs."""
    if menit is None:
        return "–"
    jam, sisa = divmod(menit, 60)
    if not jam:
        return f"{sisa} menit"
    teks = f"{jam:,}".replace(",", ".")
    return f"{teks} jam {sisa} menit" if sisa and jam < 24 else f"{teks} jam"

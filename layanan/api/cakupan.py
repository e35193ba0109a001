"""What a token may be used for. Beside it stand the rights of the person that it acts for: both must allow."""

from django.db.models import TextChoices


class Cakupan(TextChoices):
    KATALOG_BACA = "katalog.baca", "Membaca katalog layanan"
    PERMOHONAN_BACA = "permohonan.baca", "Membaca permohonan"
    PERMOHONAN_TULIS = "permohonan.tulis", "Mengajukan permohonan"
    PERMOHONAN_TINDAK = "permohonan.tindak", "Melakukan langkah alur"
    DOKUMEN_BACA = "dokumen.baca", "Membaca dan memeriksa dokumen"
    LACAK_BACA = "lacak.baca", "Melacak dengan kode"
    DATA_BACA = "data.baca", "Membaca data instansi lain dengan izin"
    WEBHOOK_KELOLA = "webhook.kelola", "Mengelola webhook"
    DATASET_TULIS = "dataset.tulis", "Mengirim baris dataset"

from inti.audit.kalimat import daftarkan

daftarkan(
    {
        "api.token_dibuat": "{oleh} meminta token “{objek}” untuk {untuk}: {cakupan}",
        "api.token_diterima": "{oleh} menerima token “{objek}”",
        "api.token_dicabut": "{oleh} mencabut token “{objek}”",
        "api.webhook_dibuat": "{oleh} mendaftarkan webhook {objek}",
        "api.webhook_berhenti": "{oleh} menghentikan webhook {objek}",
        "api.webhook_diulang": "{oleh} mengirim ulang webhook {objek}",
    }
)

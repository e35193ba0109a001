from django.urls import include, path

from layanan.api.views import dasar, dokumen, katalog, permohonan, skema, token, webhook

app_name = "api"
AWALAN = ""
API = [
    path("layanan/", katalog.DaftarLayanan.as_view(), name="layanan"),
    path("layanan/<str:kode>/", katalog.SatuLayanan.as_view(), name="satu_layanan"),
    path("lacak/<str:kode>/", katalog.Lacak.as_view(), name="lacak"),
    path("permohonan/", permohonan.DaftarPermohonan.as_view(), name="permohonan"),
    path("permohonan/<uuid:uuid>/", permohonan.SatuPermohonan.as_view(), name="satu_permohonan"),
    path("permohonan/<uuid:uuid>/langkah/<slug:langkah>/", permohonan.Langkah.as_view(), name="langkah"),
    path("dokumen/periksa/", dokumen.PeriksaDokumen.as_view(), name="periksa_dokumen"),
    path("dokumen/<uuid:uuid>/", dokumen.SatuDokumen.as_view(), name="dokumen"),
    path("dokumen/<uuid:uuid>/pdf/", dokumen.PdfDokumen.as_view(), name="pdf_dokumen"),
    path("webhook/", webhook.DaftarWebhook.as_view(), name="webhook"),
    path("webhook/<uuid:uuid>/", webhook.SatuWebhook.as_view(), name="satu_webhook"),
    path("webhook/kiriman/<uuid:uuid>/ulang/", webhook.UlangKiriman.as_view(), name="ulang_kiriman"),
]
urlpatterns = [
    path("api/v1/skema/", skema.skema_json, name="skema"),
    path("api/v1/dokumentasi/", skema.halaman, name="dokumentasi"),
    path("api/v1/", include(API)),
    path("api/v1/", dasar.TidakAda.as_view(), name="tidak_ada"),
    path("api/v1/<path:sisa>", dasar.TidakAda.as_view(), name="tidak_ada_lain"),
    path("token/", token.daftar, name="token"),
    path("token/baru/", token.baru, name="token_baru"),
    path("token/saya/", token.saya, name="token_saya"),
    path("token/<uuid:uuid>/terima/", token.terima, name="token_terima"),
    path("token/<uuid:uuid>/cabut/", token.cabut, name="token_cabut"),
    path("token/webhook/", token.kiriman, name="kiriman"),
    path("token/webhook/<uuid:uuid>/ulang/", token.ulang, name="kiriman_ulang"),
]

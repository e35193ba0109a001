from inti.urls import pola

urlpatterns = pola("portal")
handler500 = "inti.middleware.server_error"
handler404 = "inti.middleware.page_not_found"
handler403 = "inti.middleware.permission_denied"

"""Provisioning: from a registered instansi to one that people can log in to, in steps that may be killed at any point."""

from tenants.penyediaan.bongkar import bongkar
from tenants.penyediaan.langkah import LANGKAH, Langkah
from tenants.penyediaan.pelaksana import Lapor, PenyediaanGagal, Terhenti, jalankan, mulai

__all__ = ["LANGKAH", "Langkah", "Lapor", "PenyediaanGagal", "Terhenti", "bongkar", "jalankan", "mulai"]

"""Asking servers for pages, with care."""

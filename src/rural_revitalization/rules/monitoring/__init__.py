"""Monitoring against a return to poverty (防止返贫监测): identification and risk elimination."""

"""Rules about the exit from poverty up to 2020 (脱贫退出)."""

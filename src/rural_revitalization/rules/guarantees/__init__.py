"""Rules about what every household must have: schooling, a safe home, drinking water (“三保障”和饮水安全)."""

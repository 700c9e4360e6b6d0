"""The minimum living allowance (最低生活保障) and its gradual exit."""

"""What every page shares: who asks, doors, sign-in, security, rendering, problems."""

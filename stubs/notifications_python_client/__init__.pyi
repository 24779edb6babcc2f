"""What we use of GOV.UK Notify's client, typed: the package has no types of its own."""

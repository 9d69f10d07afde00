"""What a dossier shows in pictures: one file each, plain values, nothing drawn yet."""

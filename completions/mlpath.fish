# Completion of mlpath for fish; mlpath itself says what there is, from your progress file.
# In config.fish: mlpath completions fish | source. Packages: share/fish/vendor_completions.d/mlpath.fish
complete --command mlpath --exclusive --keep-order --arguments "(COMPLETE=fish mlpath -- (commandline --current-process --tokenize --cut-at-cursor) (commandline --current-token))"

# Completion of mlpath for elvish; mlpath itself says what there is, from your progress file.
# In rc.elv: eval (mlpath completions elvish | slurp)
use str
set edit:completion:arg-completer[mlpath] = {|@words|
    env COMPLETE=elvish mlpath -- $@words 2>/dev/null | from-lines | each {|line|
        var parts = [(str:split "\t" $line)]
        if (> (count $parts) 1) {
            edit:complex-candidate $parts[0] &display=$parts[0]'  ('$parts[1]')'
        } else {
            put $parts[0]
        }
    }
}

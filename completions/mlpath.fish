# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_mlpath_global_optspecs
    string join \n f/file= roadmap= today= j/json color= q/quiet no-color no-pager h/help V/version
end

function __fish_mlpath_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_mlpath_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_mlpath_using_subcommand
    set -l cmd (__fish_mlpath_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c mlpath -n "__fish_mlpath_needs_command" -s f -l file -d 'Use this progress file instead of your own [env: MLPATH_FILE]' -r -F
complete -c mlpath -n "__fish_mlpath_needs_command" -l roadmap -d 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]' -r -F
complete -c mlpath -n "__fish_mlpath_needs_command" -l today -d 'Use this day as today: 2026-12-01 [env: MLPATH_TODAY]' -r
complete -c mlpath -n "__fish_mlpath_needs_command" -l color -d 'When to use color' -r -f -a "auto\t'On a terminal that wants it'
always\t'Always'
never\t'Never'"
complete -c mlpath -n "__fish_mlpath_needs_command" -s j -l json -d 'Answer in JSON'
complete -c mlpath -n "__fish_mlpath_needs_command" -s q -l quiet -d 'Print ids alone, one a line; from a change, nothing but errors'
complete -c mlpath -n "__fish_mlpath_needs_command" -l no-color -d 'The same as --color never'
complete -c mlpath -n "__fish_mlpath_needs_command" -l no-pager -d 'Print long answers without a pager'
complete -c mlpath -n "__fish_mlpath_needs_command" -s h -l help -d 'Print this page'
complete -c mlpath -n "__fish_mlpath_needs_command" -s V -l version -d 'Print the version'
complete -c mlpath -n "__fish_mlpath_needs_command" -f -a "status" -d 'Show where you are, what is next, and when you could finish'
complete -c mlpath -n "__fish_mlpath_needs_command" -f -a "next" -d 'Show what to do now, and why'
complete -c mlpath -n "__fish_mlpath_needs_command" -f -a "list" -d 'List steps: of your stage, or of any words'
complete -c mlpath -n "__fish_mlpath_needs_command" -f -a "show" -d 'Show anything in full: step, stage, exam, track, level, resource'
complete -c mlpath -n "__fish_mlpath_needs_command" -f -a "find" -d 'Find steps, exams, topics, terms and resources by any words'
complete -c mlpath -n "__fish_mlpath_needs_command" -f -a "start" -d 'Mark steps or exams as in progress'
complete -c mlpath -n "__fish_mlpath_needs_command" -f -a "done" -d 'Mark steps, exams or tools you know as done'
complete -c mlpath -n "__fish_mlpath_needs_command" -f -a "skip" -d 'Leave steps or exams out, with a reason'
complete -c mlpath -n "__fish_mlpath_needs_command" -f -a "reset" -d 'Mark as not done (keeps the log)'
complete -c mlpath -n "__fish_mlpath_needs_command" -f -a "tick" -d 'Tick off single criteria of a step'
complete -c mlpath -n "__fish_mlpath_needs_command" -f -a "log" -d 'Log study time, a note or a link; alone, show your weeks'
complete -c mlpath -n "__fish_mlpath_needs_command" -f -a "plan" -d 'Forecast when you could be ready; only --save changes anything'
complete -c mlpath -n "__fish_mlpath_needs_command" -f -a "certs" -d 'Show what your exams cost: spent, left, renewals'
complete -c mlpath -n "__fish_mlpath_needs_command" -f -a "gap" -d 'Show what is missing for your goal, a level, a track or a job'
complete -c mlpath -n "__fish_mlpath_needs_command" -f -a "guide" -d 'Read about pay, jobs and skills, with sources'
complete -c mlpath -n "__fish_mlpath_needs_command" -f -a "undo" -d 'Take the last change back'
complete -c mlpath -n "__fish_mlpath_needs_command" -f -a "redo" -d 'Put back what undo took'
complete -c mlpath -n "__fish_mlpath_needs_command" -f -a "check" -d 'Check your progress file for mistakes'
complete -c mlpath -n "__fish_mlpath_needs_command" -f -a "completions" -d 'Print the completion script of a shell'
complete -c mlpath -n "__fish_mlpath_needs_command" -f -a "help" -d 'Explain a command or a topic'
complete -c mlpath -n "__fish_mlpath_using_subcommand status" -l since -d 'What moved since then: 4w, monday, 2026-11-01' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand status" -l format -d 'One line for a prompt: \'{done}/{total} {next}\'' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand status" -s f -l file -d 'Use this progress file instead of your own [env: MLPATH_FILE]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand status" -l roadmap -d 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand status" -l today -d 'Use this day as today: 2026-12-01 [env: MLPATH_TODAY]' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand status" -l color -d 'When to use color' -r -f -a "auto\t'On a terminal that wants it'
always\t'Always'
never\t'Never'"
complete -c mlpath -n "__fish_mlpath_using_subcommand status" -s j -l json -d 'Answer in JSON'
complete -c mlpath -n "__fish_mlpath_using_subcommand status" -s q -l quiet -d 'Print ids alone, one a line; from a change, nothing but errors'
complete -c mlpath -n "__fish_mlpath_using_subcommand status" -l no-color -d 'The same as --color never'
complete -c mlpath -n "__fish_mlpath_using_subcommand status" -l no-pager -d 'Print long answers without a pager'
complete -c mlpath -n "__fish_mlpath_using_subcommand status" -s h -l help -d 'Print this page'
complete -c mlpath -n "__fish_mlpath_using_subcommand next" -s n -l number -d 'The same, as an option' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand next" -l time -d 'Something that fits a session: 45m, 1h30m' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand next" -l stage -d 'Only steps of these stages: 2, mlops' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand next" -s f -l file -d 'Use this progress file instead of your own [env: MLPATH_FILE]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand next" -l roadmap -d 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand next" -l today -d 'Use this day as today: 2026-12-01 [env: MLPATH_TODAY]' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand next" -l color -d 'When to use color' -r -f -a "auto\t'On a terminal that wants it'
always\t'Always'
never\t'Never'"
complete -c mlpath -n "__fish_mlpath_using_subcommand next" -l short -d 'One line a step'
complete -c mlpath -n "__fish_mlpath_using_subcommand next" -s j -l json -d 'Answer in JSON'
complete -c mlpath -n "__fish_mlpath_using_subcommand next" -s q -l quiet -d 'Print ids alone, one a line; from a change, nothing but errors'
complete -c mlpath -n "__fish_mlpath_using_subcommand next" -l no-color -d 'The same as --color never'
complete -c mlpath -n "__fish_mlpath_using_subcommand next" -l no-pager -d 'Print long answers without a pager'
complete -c mlpath -n "__fish_mlpath_using_subcommand next" -s h -l help -d 'Print this page'
complete -c mlpath -n "__fish_mlpath_using_subcommand list" -l stage -d 'Only these stages: 2, mlops' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand list" -l status -d 'Only these states: todo, doing, done, skipped' -r -f -a "todo\t'Not begun'
doing\t'Begun'
done\t'Finished, or covered by your background'
skipped\t'Left out'"
complete -c mlpath -n "__fish_mlpath_using_subcommand list" -l kind -d 'Only one kind: skill, project' -r -f -a "skill\t'To learn'
project\t'To build'"
complete -c mlpath -n "__fish_mlpath_using_subcommand list" -l importance -d 'Only essential, recommended, optional or senior' -r -f -a "essential\t'Cannot be left out'
recommended\t'Worth it on the way to job-ready'
optional\t'Beyond job-ready'
senior\t'Asked of senior engineers'"
complete -c mlpath -n "__fish_mlpath_using_subcommand list" -l track -d 'Only this track: llm, nlp, computer-vision' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand list" -s f -l file -d 'Use this progress file instead of your own [env: MLPATH_FILE]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand list" -l roadmap -d 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand list" -l today -d 'Use this day as today: 2026-12-01 [env: MLPATH_TODAY]' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand list" -l color -d 'When to use color' -r -f -a "auto\t'On a terminal that wants it'
always\t'Always'
never\t'Never'"
complete -c mlpath -n "__fish_mlpath_using_subcommand list" -s a -l all -d 'All stages, optional and senior steps too'
complete -c mlpath -n "__fish_mlpath_using_subcommand list" -l todo -d 'The same as the word'
complete -c mlpath -n "__fish_mlpath_using_subcommand list" -l doing -d 'The same as the word'
complete -c mlpath -n "__fish_mlpath_using_subcommand list" -l done -d 'The same as the word'
complete -c mlpath -n "__fish_mlpath_using_subcommand list" -l skipped -d 'The same as the word'
complete -c mlpath -n "__fish_mlpath_using_subcommand list" -l ready -d 'The same as the word'
complete -c mlpath -n "__fish_mlpath_using_subcommand list" -l exit-status -d 'End with 3 when nothing matches'
complete -c mlpath -n "__fish_mlpath_using_subcommand list" -s j -l json -d 'Answer in JSON'
complete -c mlpath -n "__fish_mlpath_using_subcommand list" -s q -l quiet -d 'Print ids alone, one a line; from a change, nothing but errors'
complete -c mlpath -n "__fish_mlpath_using_subcommand list" -l no-color -d 'The same as --color never'
complete -c mlpath -n "__fish_mlpath_using_subcommand list" -l no-pager -d 'Print long answers without a pager'
complete -c mlpath -n "__fish_mlpath_using_subcommand list" -s h -l help -d 'Print this page'
complete -c mlpath -n "__fish_mlpath_using_subcommand show" -s f -l file -d 'Use this progress file instead of your own [env: MLPATH_FILE]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand show" -l roadmap -d 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand show" -l today -d 'Use this day as today: 2026-12-01 [env: MLPATH_TODAY]' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand show" -l color -d 'When to use color' -r -f -a "auto\t'On a terminal that wants it'
always\t'Always'
never\t'Never'"
complete -c mlpath -n "__fish_mlpath_using_subcommand show" -l sources -d 'Also where each figure comes from'
complete -c mlpath -n "__fish_mlpath_using_subcommand show" -s j -l json -d 'Answer in JSON'
complete -c mlpath -n "__fish_mlpath_using_subcommand show" -s q -l quiet -d 'Print ids alone, one a line; from a change, nothing but errors'
complete -c mlpath -n "__fish_mlpath_using_subcommand show" -l no-color -d 'The same as --color never'
complete -c mlpath -n "__fish_mlpath_using_subcommand show" -l no-pager -d 'Print long answers without a pager'
complete -c mlpath -n "__fish_mlpath_using_subcommand show" -s h -l help -d 'Print this page'
complete -c mlpath -n "__fish_mlpath_using_subcommand find" -s f -l file -d 'Use this progress file instead of your own [env: MLPATH_FILE]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand find" -l roadmap -d 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand find" -l today -d 'Use this day as today: 2026-12-01 [env: MLPATH_TODAY]' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand find" -l color -d 'When to use color' -r -f -a "auto\t'On a terminal that wants it'
always\t'Always'
never\t'Never'"
complete -c mlpath -n "__fish_mlpath_using_subcommand find" -l all -d 'Every find, not only the best'
complete -c mlpath -n "__fish_mlpath_using_subcommand find" -s j -l json -d 'Answer in JSON'
complete -c mlpath -n "__fish_mlpath_using_subcommand find" -s q -l quiet -d 'Print ids alone, one a line; from a change, nothing but errors'
complete -c mlpath -n "__fish_mlpath_using_subcommand find" -l no-color -d 'The same as --color never'
complete -c mlpath -n "__fish_mlpath_using_subcommand find" -l no-pager -d 'Print long answers without a pager'
complete -c mlpath -n "__fish_mlpath_using_subcommand find" -s h -l help -d 'Print this page'
complete -c mlpath -n "__fish_mlpath_using_subcommand start" -l stage -d 'Also the steps of these stages' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand start" -l on -d 'The day: 2026-12-01, yesterday, monday, 3d' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand start" -s m -l note -d 'A note for the log' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand start" -s f -l file -d 'Use this progress file instead of your own [env: MLPATH_FILE]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand start" -l roadmap -d 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand start" -l today -d 'Use this day as today: 2026-12-01 [env: MLPATH_TODAY]' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand start" -l color -d 'When to use color' -r -f -a "auto\t'On a terminal that wants it'
always\t'Always'
never\t'Never'"
complete -c mlpath -n "__fish_mlpath_using_subcommand start" -s n -l dry-run -d 'Say what would change, and change nothing'
complete -c mlpath -n "__fish_mlpath_using_subcommand start" -s j -l json -d 'Answer in JSON'
complete -c mlpath -n "__fish_mlpath_using_subcommand start" -s q -l quiet -d 'Print ids alone, one a line; from a change, nothing but errors'
complete -c mlpath -n "__fish_mlpath_using_subcommand start" -l no-color -d 'The same as --color never'
complete -c mlpath -n "__fish_mlpath_using_subcommand start" -l no-pager -d 'Print long answers without a pager'
complete -c mlpath -n "__fish_mlpath_using_subcommand start" -s h -l help -d 'Print this page'
complete -c mlpath -n "__fish_mlpath_using_subcommand done" -l stage -d 'Also the steps of these stages' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand done" -l on -d 'The day: 2026-12-01, yesterday, monday, 3d' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand done" -s m -l note -d 'A note for the log' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand done" -l hours -d 'Hours it took in all' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand done" -l link -d 'Evidence for the log' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand done" -l paid -d 'What an exam cost you in all, in dollars' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand done" -s f -l file -d 'Use this progress file instead of your own [env: MLPATH_FILE]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand done" -l roadmap -d 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand done" -l today -d 'Use this day as today: 2026-12-01 [env: MLPATH_TODAY]' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand done" -l color -d 'When to use color' -r -f -a "auto\t'On a terminal that wants it'
always\t'Always'
never\t'Never'"
complete -c mlpath -n "__fish_mlpath_using_subcommand done" -s n -l dry-run -d 'Say what would change, and change nothing'
complete -c mlpath -n "__fish_mlpath_using_subcommand done" -s j -l json -d 'Answer in JSON'
complete -c mlpath -n "__fish_mlpath_using_subcommand done" -s q -l quiet -d 'Print ids alone, one a line; from a change, nothing but errors'
complete -c mlpath -n "__fish_mlpath_using_subcommand done" -l no-color -d 'The same as --color never'
complete -c mlpath -n "__fish_mlpath_using_subcommand done" -l no-pager -d 'Print long answers without a pager'
complete -c mlpath -n "__fish_mlpath_using_subcommand done" -s h -l help -d 'Print this page'
complete -c mlpath -n "__fish_mlpath_using_subcommand skip" -l stage -d 'Also the steps of these stages' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand skip" -l on -d 'The day: 2026-12-01, yesterday, monday, 3d' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand skip" -s m -l note -d 'A note for the log' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand skip" -s f -l file -d 'Use this progress file instead of your own [env: MLPATH_FILE]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand skip" -l roadmap -d 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand skip" -l today -d 'Use this day as today: 2026-12-01 [env: MLPATH_TODAY]' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand skip" -l color -d 'When to use color' -r -f -a "auto\t'On a terminal that wants it'
always\t'Always'
never\t'Never'"
complete -c mlpath -n "__fish_mlpath_using_subcommand skip" -s n -l dry-run -d 'Say what would change, and change nothing'
complete -c mlpath -n "__fish_mlpath_using_subcommand skip" -s j -l json -d 'Answer in JSON'
complete -c mlpath -n "__fish_mlpath_using_subcommand skip" -s q -l quiet -d 'Print ids alone, one a line; from a change, nothing but errors'
complete -c mlpath -n "__fish_mlpath_using_subcommand skip" -l no-color -d 'The same as --color never'
complete -c mlpath -n "__fish_mlpath_using_subcommand skip" -l no-pager -d 'Print long answers without a pager'
complete -c mlpath -n "__fish_mlpath_using_subcommand skip" -s h -l help -d 'Print this page'
complete -c mlpath -n "__fish_mlpath_using_subcommand reset" -l stage -d 'Also the steps of these stages' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand reset" -l on -d 'The day: 2026-12-01, yesterday, monday, 3d' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand reset" -s m -l note -d 'A note for the log' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand reset" -s f -l file -d 'Use this progress file instead of your own [env: MLPATH_FILE]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand reset" -l roadmap -d 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand reset" -l today -d 'Use this day as today: 2026-12-01 [env: MLPATH_TODAY]' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand reset" -l color -d 'When to use color' -r -f -a "auto\t'On a terminal that wants it'
always\t'Always'
never\t'Never'"
complete -c mlpath -n "__fish_mlpath_using_subcommand reset" -s n -l dry-run -d 'Say what would change, and change nothing'
complete -c mlpath -n "__fish_mlpath_using_subcommand reset" -s j -l json -d 'Answer in JSON'
complete -c mlpath -n "__fish_mlpath_using_subcommand reset" -s q -l quiet -d 'Print ids alone, one a line; from a change, nothing but errors'
complete -c mlpath -n "__fish_mlpath_using_subcommand reset" -l no-color -d 'The same as --color never'
complete -c mlpath -n "__fish_mlpath_using_subcommand reset" -l no-pager -d 'Print long answers without a pager'
complete -c mlpath -n "__fish_mlpath_using_subcommand reset" -s h -l help -d 'Print this page'
complete -c mlpath -n "__fish_mlpath_using_subcommand tick" -s f -l file -d 'Use this progress file instead of your own [env: MLPATH_FILE]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand tick" -l roadmap -d 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand tick" -l today -d 'Use this day as today: 2026-12-01 [env: MLPATH_TODAY]' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand tick" -l color -d 'When to use color' -r -f -a "auto\t'On a terminal that wants it'
always\t'Always'
never\t'Never'"
complete -c mlpath -n "__fish_mlpath_using_subcommand tick" -l undo -d 'Take the ticks back'
complete -c mlpath -n "__fish_mlpath_using_subcommand tick" -s n -l dry-run -d 'Say what would change, and change nothing'
complete -c mlpath -n "__fish_mlpath_using_subcommand tick" -s j -l json -d 'Answer in JSON'
complete -c mlpath -n "__fish_mlpath_using_subcommand tick" -s q -l quiet -d 'Print ids alone, one a line; from a change, nothing but errors'
complete -c mlpath -n "__fish_mlpath_using_subcommand tick" -l no-color -d 'The same as --color never'
complete -c mlpath -n "__fish_mlpath_using_subcommand tick" -l no-pager -d 'Print long answers without a pager'
complete -c mlpath -n "__fish_mlpath_using_subcommand tick" -s h -l help -d 'Print this page'
complete -c mlpath -n "__fish_mlpath_using_subcommand log" -s m -l note -d 'A note' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand log" -l link -d 'A link' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand log" -l on -d 'The day: 2026-12-01, yesterday, monday, 3d' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand log" -s f -l file -d 'Use this progress file instead of your own [env: MLPATH_FILE]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand log" -l roadmap -d 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand log" -l today -d 'Use this day as today: 2026-12-01 [env: MLPATH_TODAY]' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand log" -l color -d 'When to use color' -r -f -a "auto\t'On a terminal that wants it'
always\t'Always'
never\t'Never'"
complete -c mlpath -n "__fish_mlpath_using_subcommand log" -s n -l dry-run -d 'Say what would change, and change nothing'
complete -c mlpath -n "__fish_mlpath_using_subcommand log" -s j -l json -d 'Answer in JSON'
complete -c mlpath -n "__fish_mlpath_using_subcommand log" -s q -l quiet -d 'Print ids alone, one a line; from a change, nothing but errors'
complete -c mlpath -n "__fish_mlpath_using_subcommand log" -l no-color -d 'The same as --color never'
complete -c mlpath -n "__fish_mlpath_using_subcommand log" -l no-pager -d 'Print long answers without a pager'
complete -c mlpath -n "__fish_mlpath_using_subcommand log" -s h -l help -d 'Print this page'
complete -c mlpath -n "__fish_mlpath_using_subcommand plan" -l from -d 'Where you come from: none, swe, analyst+bootcamp' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand plan" -l except -d 'Steps your background gives no credit for' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand plan" -l hours -d 'Hours a week: 10, 5-8; repeat it to compare' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand plan" -l start -d 'First day of study' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand plan" -l pause -d 'A break: 2026-12-20..2027-01-03; or none' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand plan" -l for -d 'A track, level or exam; or none' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand plan" -l by -d 'The day to be done by; or none' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand plan" -l budget -d 'Dollars for exams; or none' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand plan" -s f -l file -d 'Use this progress file instead of your own [env: MLPATH_FILE]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand plan" -l roadmap -d 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand plan" -l today -d 'Use this day as today: 2026-12-01 [env: MLPATH_TODAY]' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand plan" -l color -d 'When to use color' -r -f -a "auto\t'On a terminal that wants it'
always\t'Always'
never\t'Never'"
complete -c mlpath -n "__fish_mlpath_using_subcommand plan" -l free -d 'Only what is free'
complete -c mlpath -n "__fish_mlpath_using_subcommand plan" -l credits -d 'Which steps your background covers'
complete -c mlpath -n "__fish_mlpath_using_subcommand plan" -l costs -d 'What it all costs: exams, material, cloud'
complete -c mlpath -n "__fish_mlpath_using_subcommand plan" -l bars -d 'Draw the stages as bars'
complete -c mlpath -n "__fish_mlpath_using_subcommand plan" -l save -d 'Keep it as your goal'
complete -c mlpath -n "__fish_mlpath_using_subcommand plan" -l exit-status -d 'End with 3 when the day of --by is out of reach'
complete -c mlpath -n "__fish_mlpath_using_subcommand plan" -s j -l json -d 'Answer in JSON'
complete -c mlpath -n "__fish_mlpath_using_subcommand plan" -s q -l quiet -d 'Print ids alone, one a line; from a change, nothing but errors'
complete -c mlpath -n "__fish_mlpath_using_subcommand plan" -l no-color -d 'The same as --color never'
complete -c mlpath -n "__fish_mlpath_using_subcommand plan" -l no-pager -d 'Print long answers without a pager'
complete -c mlpath -n "__fish_mlpath_using_subcommand plan" -s h -l help -d 'Print this page'
complete -c mlpath -n "__fish_mlpath_using_subcommand certs" -l until -d 'All payments until the end of this year' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand certs" -l budget -d 'What this many dollars pay, in which order' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand certs" -l sort -d 'By fee, retake, renewal, study, ready or name' -r -f -a "fee\t'What it costs today'
retake\t'A second attempt'
renewal\t'Renewals, a year'
study\t'Hours of study'
ready\t'When you are ready'
name\t'Id'"
complete -c mlpath -n "__fish_mlpath_using_subcommand certs" -s f -l file -d 'Use this progress file instead of your own [env: MLPATH_FILE]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand certs" -l roadmap -d 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand certs" -l today -d 'Use this day as today: 2026-12-01 [env: MLPATH_TODAY]' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand certs" -l color -d 'When to use color' -r -f -a "auto\t'On a terminal that wants it'
always\t'Always'
never\t'Never'"
complete -c mlpath -n "__fish_mlpath_using_subcommand certs" -l compare -d 'Exams side by side, one line each'
complete -c mlpath -n "__fish_mlpath_using_subcommand certs" -l sources -d 'Also where each figure comes from'
complete -c mlpath -n "__fish_mlpath_using_subcommand certs" -s j -l json -d 'Answer in JSON'
complete -c mlpath -n "__fish_mlpath_using_subcommand certs" -s q -l quiet -d 'Print ids alone, one a line; from a change, nothing but errors'
complete -c mlpath -n "__fish_mlpath_using_subcommand certs" -l no-color -d 'The same as --color never'
complete -c mlpath -n "__fish_mlpath_using_subcommand certs" -l no-pager -d 'Print long answers without a pager'
complete -c mlpath -n "__fish_mlpath_using_subcommand certs" -s h -l help -d 'Print this page'
complete -c mlpath -n "__fish_mlpath_using_subcommand gap" -l for -d 'A level, track or exam instead of your goal' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand gap" -l job -d 'Job postings: files, a folder, or - for standard input' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand gap" -s f -l file -d 'Use this progress file instead of your own [env: MLPATH_FILE]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand gap" -l roadmap -d 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand gap" -l today -d 'Use this day as today: 2026-12-01 [env: MLPATH_TODAY]' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand gap" -l color -d 'When to use color' -r -f -a "auto\t'On a terminal that wants it'
always\t'Always'
never\t'Never'"
complete -c mlpath -n "__fish_mlpath_using_subcommand gap" -l all -d 'Also what does not fit a screen'
complete -c mlpath -n "__fish_mlpath_using_subcommand gap" -s j -l json -d 'Answer in JSON'
complete -c mlpath -n "__fish_mlpath_using_subcommand gap" -s q -l quiet -d 'Print ids alone, one a line; from a change, nothing but errors'
complete -c mlpath -n "__fish_mlpath_using_subcommand gap" -l no-color -d 'The same as --color never'
complete -c mlpath -n "__fish_mlpath_using_subcommand gap" -l no-pager -d 'Print long answers without a pager'
complete -c mlpath -n "__fish_mlpath_using_subcommand gap" -s h -l help -d 'Print this page'
complete -c mlpath -n "__fish_mlpath_using_subcommand guide" -l source -d 'Only what this source says' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand guide" -s f -l file -d 'Use this progress file instead of your own [env: MLPATH_FILE]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand guide" -l roadmap -d 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand guide" -l today -d 'Use this day as today: 2026-12-01 [env: MLPATH_TODAY]' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand guide" -l color -d 'When to use color' -r -f -a "auto\t'On a terminal that wants it'
always\t'Always'
never\t'Never'"
complete -c mlpath -n "__fish_mlpath_using_subcommand guide" -l all -d 'The whole of a long topic'
complete -c mlpath -n "__fish_mlpath_using_subcommand guide" -s j -l json -d 'Answer in JSON'
complete -c mlpath -n "__fish_mlpath_using_subcommand guide" -s q -l quiet -d 'Print ids alone, one a line; from a change, nothing but errors'
complete -c mlpath -n "__fish_mlpath_using_subcommand guide" -l no-color -d 'The same as --color never'
complete -c mlpath -n "__fish_mlpath_using_subcommand guide" -l no-pager -d 'Print long answers without a pager'
complete -c mlpath -n "__fish_mlpath_using_subcommand guide" -s h -l help -d 'Print this page'
complete -c mlpath -n "__fish_mlpath_using_subcommand undo" -l rescue -d 'Put back the last good text, or save NUMBER' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand undo" -s f -l file -d 'Use this progress file instead of your own [env: MLPATH_FILE]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand undo" -l roadmap -d 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand undo" -l today -d 'Use this day as today: 2026-12-01 [env: MLPATH_TODAY]' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand undo" -l color -d 'When to use color' -r -f -a "auto\t'On a terminal that wants it'
always\t'Always'
never\t'Never'"
complete -c mlpath -n "__fish_mlpath_using_subcommand undo" -l list -d 'Show what could be undone, newest first'
complete -c mlpath -n "__fish_mlpath_using_subcommand undo" -l forget -d 'Start over with an emptied file'
complete -c mlpath -n "__fish_mlpath_using_subcommand undo" -s n -l dry-run -d 'Say what would change, and change nothing'
complete -c mlpath -n "__fish_mlpath_using_subcommand undo" -s j -l json -d 'Answer in JSON'
complete -c mlpath -n "__fish_mlpath_using_subcommand undo" -s q -l quiet -d 'Print ids alone, one a line; from a change, nothing but errors'
complete -c mlpath -n "__fish_mlpath_using_subcommand undo" -l no-color -d 'The same as --color never'
complete -c mlpath -n "__fish_mlpath_using_subcommand undo" -l no-pager -d 'Print long answers without a pager'
complete -c mlpath -n "__fish_mlpath_using_subcommand undo" -s h -l help -d 'Print this page'
complete -c mlpath -n "__fish_mlpath_using_subcommand redo" -s f -l file -d 'Use this progress file instead of your own [env: MLPATH_FILE]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand redo" -l roadmap -d 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand redo" -l today -d 'Use this day as today: 2026-12-01 [env: MLPATH_TODAY]' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand redo" -l color -d 'When to use color' -r -f -a "auto\t'On a terminal that wants it'
always\t'Always'
never\t'Never'"
complete -c mlpath -n "__fish_mlpath_using_subcommand redo" -s n -l dry-run -d 'Say what would change, and change nothing'
complete -c mlpath -n "__fish_mlpath_using_subcommand redo" -s j -l json -d 'Answer in JSON'
complete -c mlpath -n "__fish_mlpath_using_subcommand redo" -s q -l quiet -d 'Print ids alone, one a line; from a change, nothing but errors'
complete -c mlpath -n "__fish_mlpath_using_subcommand redo" -l no-color -d 'The same as --color never'
complete -c mlpath -n "__fish_mlpath_using_subcommand redo" -l no-pager -d 'Print long answers without a pager'
complete -c mlpath -n "__fish_mlpath_using_subcommand redo" -s h -l help -d 'Print this page'
complete -c mlpath -n "__fish_mlpath_using_subcommand check" -s f -l file -d 'Use this progress file instead of your own [env: MLPATH_FILE]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand check" -l roadmap -d 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand check" -l today -d 'Use this day as today: 2026-12-01 [env: MLPATH_TODAY]' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand check" -l color -d 'When to use color' -r -f -a "auto\t'On a terminal that wants it'
always\t'Always'
never\t'Never'"
complete -c mlpath -n "__fish_mlpath_using_subcommand check" -l data -d 'The figures of the roadmap instead'
complete -c mlpath -n "__fish_mlpath_using_subcommand check" -s j -l json -d 'Answer in JSON'
complete -c mlpath -n "__fish_mlpath_using_subcommand check" -s q -l quiet -d 'Print ids alone, one a line; from a change, nothing but errors'
complete -c mlpath -n "__fish_mlpath_using_subcommand check" -l no-color -d 'The same as --color never'
complete -c mlpath -n "__fish_mlpath_using_subcommand check" -l no-pager -d 'Print long answers without a pager'
complete -c mlpath -n "__fish_mlpath_using_subcommand check" -s h -l help -d 'Print this page'
complete -c mlpath -n "__fish_mlpath_using_subcommand completions" -s f -l file -d 'Use this progress file instead of your own [env: MLPATH_FILE]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand completions" -l roadmap -d 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand completions" -l today -d 'Use this day as today: 2026-12-01 [env: MLPATH_TODAY]' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand completions" -l color -d 'When to use color' -r -f -a "auto\t'On a terminal that wants it'
always\t'Always'
never\t'Never'"
complete -c mlpath -n "__fish_mlpath_using_subcommand completions" -s j -l json -d 'Answer in JSON'
complete -c mlpath -n "__fish_mlpath_using_subcommand completions" -s q -l quiet -d 'Print ids alone, one a line; from a change, nothing but errors'
complete -c mlpath -n "__fish_mlpath_using_subcommand completions" -l no-color -d 'The same as --color never'
complete -c mlpath -n "__fish_mlpath_using_subcommand completions" -l no-pager -d 'Print long answers without a pager'
complete -c mlpath -n "__fish_mlpath_using_subcommand completions" -s h -l help -d 'Print this page'
complete -c mlpath -n "__fish_mlpath_using_subcommand help" -s f -l file -d 'Use this progress file instead of your own [env: MLPATH_FILE]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand help" -l roadmap -d 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]' -r -F
complete -c mlpath -n "__fish_mlpath_using_subcommand help" -l today -d 'Use this day as today: 2026-12-01 [env: MLPATH_TODAY]' -r
complete -c mlpath -n "__fish_mlpath_using_subcommand help" -l color -d 'When to use color' -r -f -a "auto\t'On a terminal that wants it'
always\t'Always'
never\t'Never'"
complete -c mlpath -n "__fish_mlpath_using_subcommand help" -s j -l json -d 'Answer in JSON'
complete -c mlpath -n "__fish_mlpath_using_subcommand help" -s q -l quiet -d 'Print ids alone, one a line; from a change, nothing but errors'
complete -c mlpath -n "__fish_mlpath_using_subcommand help" -l no-color -d 'The same as --color never'
complete -c mlpath -n "__fish_mlpath_using_subcommand help" -l no-pager -d 'Print long answers without a pager'
complete -c mlpath -n "__fish_mlpath_using_subcommand help" -s h -l help -d 'Print this page'

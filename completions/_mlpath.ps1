
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'mlpath' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'mlpath'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'mlpath' {
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Use this record instead of your own [env: MLPATH_FILE]')
            [CompletionResult]::new('--roadmap', '--roadmap', [CompletionResultType]::ParameterName, 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]')
            [CompletionResult]::new('--today', '--today', [CompletionResultType]::ParameterName, 'Take this day for today, as YYYY-MM-DD [env: MLPATH_TODAY]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON (mlpath help json)')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show where you stand: stages, what is begun, what is next, when you could finish')
            [CompletionResult]::new('next', 'next', [CompletionResultType]::ParameterValue, 'Show what to do next, with the reason and when it is done')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the steps of the roadmap')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a step, stage, certification, background, resource, track or level in full')
            [CompletionResult]::new('find', 'find', [CompletionResultType]::ParameterValue, 'Find steps, exams, topics, terms and resources by any words')
            [CompletionResult]::new('start', 'start', [CompletionResultType]::ParameterValue, 'Mark steps or certifications as begun')
            [CompletionResult]::new('done', 'done', [CompletionResultType]::ParameterValue, 'Mark steps or certifications as done')
            [CompletionResult]::new('skip', 'skip', [CompletionResultType]::ParameterValue, 'Leave steps out, with a reason')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Take marks back: the steps are to do again, their log stays')
            [CompletionResult]::new('tick', 'tick', [CompletionResultType]::ParameterValue, 'Tick off single criteria of a step')
            [CompletionResult]::new('log', 'log', [CompletionResultType]::ParameterValue, 'Log study time, a note or a link; alone, show the weeks and steps so far')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Forecast when you could be ready; only --save changes anything')
            [CompletionResult]::new('certs', 'certs', [CompletionResultType]::ParameterValue, 'Show certifications: what they cost, which are retired, what replaces them')
            [CompletionResult]::new('gap', 'gap', [CompletionResultType]::ParameterValue, 'Show what is missing for a goal: job-ready, a level, a track, or job postings')
            [CompletionResult]::new('guide', 'guide', [CompletionResultType]::ParameterValue, 'Read what the field''s guides say, topic by topic, with sources and conflicts')
            [CompletionResult]::new('undo', 'undo', [CompletionResultType]::ParameterValue, 'Take the last change back')
            [CompletionResult]::new('redo', 'redo', [CompletionResultType]::ParameterValue, 'Put back what undo took')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check your record: silent and 0 when well, else every finding with its line')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completion script of a shell')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Explain a command or a topic: json, exit-codes, environment, file, roadmap, forecast')
            break
        }
        'mlpath;status' {
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Also what moved since a day: 2026-11-01, monday, 7d, 2w')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Use this record instead of your own [env: MLPATH_FILE]')
            [CompletionResult]::new('--roadmap', '--roadmap', [CompletionResultType]::ParameterName, 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]')
            [CompletionResult]::new('--today', '--today', [CompletionResultType]::ParameterName, 'Take this day for today, as YYYY-MM-DD [env: MLPATH_TODAY]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON (mlpath help json)')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mlpath;next' {
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'The same, as an option')
            [CompletionResult]::new('--number', '--number', [CompletionResultType]::ParameterName, 'The same, as an option')
            [CompletionResult]::new('--time', '--time', [CompletionResultType]::ParameterName, 'What fits a session of 45m, 2h or 1h30m')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Only steps of these stages, by id or number')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Use this record instead of your own [env: MLPATH_FILE]')
            [CompletionResult]::new('--roadmap', '--roadmap', [CompletionResultType]::ParameterName, 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]')
            [CompletionResult]::new('--today', '--today', [CompletionResultType]::ParameterName, 'Take this day for today, as YYYY-MM-DD [env: MLPATH_TODAY]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--short', '--short', [CompletionResultType]::ParameterName, 'One line a step')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON (mlpath help json)')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mlpath;list' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Only these stages, by id or number, with commas between')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Only steps in these states, with commas between')
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Only skills, or only projects')
            [CompletionResult]::new('--importance', '--importance', [CompletionResultType]::ParameterName, 'Only steps of this importance')
            [CompletionResult]::new('--track', '--track', [CompletionResultType]::ParameterName, 'Only steps of this specialisation track: llm, computer-vision, nlp, reinforcement-learning, ml-platform')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Use this record instead of your own [env: MLPATH_FILE]')
            [CompletionResult]::new('--roadmap', '--roadmap', [CompletionResultType]::ParameterName, 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]')
            [CompletionResult]::new('--today', '--today', [CompletionResultType]::ParameterName, 'Take this day for today, as YYYY-MM-DD [env: MLPATH_TODAY]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Also the optional and senior steps you have not taken up')
            [CompletionResult]::new('--exit-status', '--exit-status', [CompletionResultType]::ParameterName, 'End with 3 when the list is empty')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON (mlpath help json)')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mlpath;show' {
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Use this record instead of your own [env: MLPATH_FILE]')
            [CompletionResult]::new('--roadmap', '--roadmap', [CompletionResultType]::ParameterName, 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]')
            [CompletionResult]::new('--today', '--today', [CompletionResultType]::ParameterName, 'Take this day for today, as YYYY-MM-DD [env: MLPATH_TODAY]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--sources', '--sources', [CompletionResultType]::ParameterName, 'Also where each figure comes from')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON (mlpath help json)')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mlpath;find' {
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Use this record instead of your own [env: MLPATH_FILE]')
            [CompletionResult]::new('--roadmap', '--roadmap', [CompletionResultType]::ParameterName, 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]')
            [CompletionResult]::new('--today', '--today', [CompletionResultType]::ParameterName, 'Take this day for today, as YYYY-MM-DD [env: MLPATH_TODAY]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Every find, not only the best')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON (mlpath help json)')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mlpath;start' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Also all steps of these stages that count for job-ready; ids or numbers')
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'The day of the change: 2026-12-01, yesterday, monday, 3d')
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'A note for the log')
            [CompletionResult]::new('--note', '--note', [CompletionResultType]::ParameterName, 'A note for the log')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Use this record instead of your own [env: MLPATH_FILE]')
            [CompletionResult]::new('--roadmap', '--roadmap', [CompletionResultType]::ParameterName, 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]')
            [CompletionResult]::new('--today', '--today', [CompletionResultType]::ParameterName, 'Take this day for today, as YYYY-MM-DD [env: MLPATH_TODAY]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Say what would change, and change nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would change, and change nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON (mlpath help json)')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mlpath;done' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Also all steps of these stages that count for job-ready; ids or numbers')
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'The day of the change: 2026-12-01, yesterday, monday, 3d')
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'A note for the log')
            [CompletionResult]::new('--note', '--note', [CompletionResultType]::ParameterName, 'A note for the log')
            [CompletionResult]::new('--hours', '--hours', [CompletionResultType]::ParameterName, 'Hours it took in all')
            [CompletionResult]::new('--link', '--link', [CompletionResultType]::ParameterName, 'Evidence for the log')
            [CompletionResult]::new('--paid', '--paid', [CompletionResultType]::ParameterName, 'What an exam cost you in all, in dollars')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Use this record instead of your own [env: MLPATH_FILE]')
            [CompletionResult]::new('--roadmap', '--roadmap', [CompletionResultType]::ParameterName, 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]')
            [CompletionResult]::new('--today', '--today', [CompletionResultType]::ParameterName, 'Take this day for today, as YYYY-MM-DD [env: MLPATH_TODAY]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Say what would change, and change nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would change, and change nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON (mlpath help json)')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mlpath;skip' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Also all steps of these stages that count for job-ready; ids or numbers')
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'The day of the change: 2026-12-01, yesterday, monday, 3d')
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'A note for the log')
            [CompletionResult]::new('--note', '--note', [CompletionResultType]::ParameterName, 'A note for the log')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Use this record instead of your own [env: MLPATH_FILE]')
            [CompletionResult]::new('--roadmap', '--roadmap', [CompletionResultType]::ParameterName, 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]')
            [CompletionResult]::new('--today', '--today', [CompletionResultType]::ParameterName, 'Take this day for today, as YYYY-MM-DD [env: MLPATH_TODAY]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Say what would change, and change nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would change, and change nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON (mlpath help json)')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mlpath;reset' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Also all steps of these stages that count for job-ready; ids or numbers')
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'The day of the change: 2026-12-01, yesterday, monday, 3d')
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'A note for the log')
            [CompletionResult]::new('--note', '--note', [CompletionResultType]::ParameterName, 'A note for the log')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Use this record instead of your own [env: MLPATH_FILE]')
            [CompletionResult]::new('--roadmap', '--roadmap', [CompletionResultType]::ParameterName, 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]')
            [CompletionResult]::new('--today', '--today', [CompletionResultType]::ParameterName, 'Take this day for today, as YYYY-MM-DD [env: MLPATH_TODAY]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Say what would change, and change nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would change, and change nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON (mlpath help json)')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mlpath;tick' {
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Use this record instead of your own [env: MLPATH_FILE]')
            [CompletionResult]::new('--roadmap', '--roadmap', [CompletionResultType]::ParameterName, 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]')
            [CompletionResult]::new('--today', '--today', [CompletionResultType]::ParameterName, 'Take this day for today, as YYYY-MM-DD [env: MLPATH_TODAY]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--undo', '--undo', [CompletionResultType]::ParameterName, 'Take the ticks back')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Say what would change, and change nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would change, and change nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON (mlpath help json)')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mlpath;log' {
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'A note')
            [CompletionResult]::new('--note', '--note', [CompletionResultType]::ParameterName, 'A note')
            [CompletionResult]::new('--link', '--link', [CompletionResultType]::ParameterName, 'A link')
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'The day it is about: 2026-12-01, yesterday, monday, 3d')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Use this record instead of your own [env: MLPATH_FILE]')
            [CompletionResult]::new('--roadmap', '--roadmap', [CompletionResultType]::ParameterName, 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]')
            [CompletionResult]::new('--today', '--today', [CompletionResultType]::ParameterName, 'Take this day for today, as YYYY-MM-DD [env: MLPATH_TODAY]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Say what would change, and change nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would change, and change nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON (mlpath help json)')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mlpath;plan' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Where you come from: none, swe, data-science, research')
            [CompletionResult]::new('--except', '--except', [CompletionResultType]::ParameterName, 'Give these steps, and no others, no credit for where you come from')
            [CompletionResult]::new('--hours', '--hours', [CompletionResultType]::ParameterName, 'Hours of study a week, or a range: 10, 7.5, 5-8; several times for scenarios side by side')
            [CompletionResult]::new('--start', '--start', [CompletionResultType]::ParameterName, 'First day of study: 2027-01-04, today, tomorrow')
            [CompletionResult]::new('--pause', '--pause', [CompletionResultType]::ParameterName, 'Days without study, on top of the saved ones: 2026-12-20..2027-01-03; none sets those aside')
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'What you aim at beside job-ready: a track, a level or an exam, on top of those saved; none sets those aside')
            [CompletionResult]::new('--by', '--by', [CompletionResultType]::ParameterName, 'The day to be done by; none sets the saved one aside')
            [CompletionResult]::new('--budget', '--budget', [CompletionResultType]::ParameterName, 'The most your exams may cost, in dollars; none sets the saved sum aside')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Use this record instead of your own [env: MLPATH_FILE]')
            [CompletionResult]::new('--roadmap', '--roadmap', [CompletionResultType]::ParameterName, 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]')
            [CompletionResult]::new('--today', '--today', [CompletionResultType]::ParameterName, 'Take this day for today, as YYYY-MM-DD [env: MLPATH_TODAY]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--free', '--free', [CompletionResultType]::ParameterName, 'Free material only, and no exam that costs anything')
            [CompletionResult]::new('--credits', '--credits', [CompletionResultType]::ParameterName, 'Show which steps your background covers')
            [CompletionResult]::new('--bars', '--bars', [CompletionResultType]::ParameterName, 'Draw the stages as bars')
            [CompletionResult]::new('--save', '--save', [CompletionResultType]::ParameterName, 'Keep all of it as your goal: every command answers for it')
            [CompletionResult]::new('--exit-status', '--exit-status', [CompletionResultType]::ParameterName, 'End with 3 when the chance to be done by the day of --by, or the saved one, is not even')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON (mlpath help json)')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mlpath;certs' {
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Add what renewals cost until the end of this year')
            [CompletionResult]::new('--budget', '--budget', [CompletionResultType]::ParameterName, 'Propose what to take, in which order, for this many dollars; the saved sum when left out')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Use this record instead of your own [env: MLPATH_FILE]')
            [CompletionResult]::new('--roadmap', '--roadmap', [CompletionResultType]::ParameterName, 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]')
            [CompletionResult]::new('--today', '--today', [CompletionResultType]::ParameterName, 'Take this day for today, as YYYY-MM-DD [env: MLPATH_TODAY]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--sources', '--sources', [CompletionResultType]::ParameterName, 'Also where each figure comes from')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON (mlpath help json)')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mlpath;gap' {
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'job-ready, a level (junior ... director), a track (llm, computer-vision, ...) or an exam; your saved goal when left out')
            [CompletionResult]::new('--job', '--job', [CompletionResultType]::ParameterName, 'Job postings as text or web pages: files, a folder of them, or - for standard input')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Use this record instead of your own [env: MLPATH_FILE]')
            [CompletionResult]::new('--roadmap', '--roadmap', [CompletionResultType]::ParameterName, 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]')
            [CompletionResult]::new('--today', '--today', [CompletionResultType]::ParameterName, 'Take this day for today, as YYYY-MM-DD [env: MLPATH_TODAY]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Also what does not fit a screen')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON (mlpath help json)')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mlpath;guide' {
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'Only what this source says')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Use this record instead of your own [env: MLPATH_FILE]')
            [CompletionResult]::new('--roadmap', '--roadmap', [CompletionResultType]::ParameterName, 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]')
            [CompletionResult]::new('--today', '--today', [CompletionResultType]::ParameterName, 'Take this day for today, as YYYY-MM-DD [env: MLPATH_TODAY]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'The whole of a long topic')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON (mlpath help json)')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mlpath;undo' {
            [CompletionResult]::new('--rescue', '--rescue', [CompletionResultType]::ParameterName, 'Put back the text mlpath saved last when the record is damaged or emptied, or the one of a save of --list; the present text is kept beside it')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Use this record instead of your own [env: MLPATH_FILE]')
            [CompletionResult]::new('--roadmap', '--roadmap', [CompletionResultType]::ParameterName, 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]')
            [CompletionResult]::new('--today', '--today', [CompletionResultType]::ParameterName, 'Take this day for today, as YYYY-MM-DD [env: MLPATH_TODAY]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'Show what could be undone, newest first')
            [CompletionResult]::new('--forget', '--forget', [CompletionResultType]::ParameterName, 'Start a new record in the place of an emptied one: what was saved stays in the history folder, but is led to no more')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Say what would change, and change nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would change, and change nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON (mlpath help json)')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mlpath;redo' {
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Use this record instead of your own [env: MLPATH_FILE]')
            [CompletionResult]::new('--roadmap', '--roadmap', [CompletionResultType]::ParameterName, 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]')
            [CompletionResult]::new('--today', '--today', [CompletionResultType]::ParameterName, 'Take this day for today, as YYYY-MM-DD [env: MLPATH_TODAY]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Say what would change, and change nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would change, and change nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON (mlpath help json)')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mlpath;check' {
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Use this record instead of your own [env: MLPATH_FILE]')
            [CompletionResult]::new('--roadmap', '--roadmap', [CompletionResultType]::ParameterName, 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]')
            [CompletionResult]::new('--today', '--today', [CompletionResultType]::ParameterName, 'Take this day for today, as YYYY-MM-DD [env: MLPATH_TODAY]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--data', '--data', [CompletionResultType]::ParameterName, 'Check the figures of the roadmap instead: sources, dates, age')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON (mlpath help json)')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mlpath;completions' {
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Use this record instead of your own [env: MLPATH_FILE]')
            [CompletionResult]::new('--roadmap', '--roadmap', [CompletionResultType]::ParameterName, 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]')
            [CompletionResult]::new('--today', '--today', [CompletionResultType]::ParameterName, 'Take this day for today, as YYYY-MM-DD [env: MLPATH_TODAY]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON (mlpath help json)')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mlpath;help' {
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Use this record instead of your own [env: MLPATH_FILE]')
            [CompletionResult]::new('--roadmap', '--roadmap', [CompletionResultType]::ParameterName, 'Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]')
            [CompletionResult]::new('--today', '--today', [CompletionResultType]::ParameterName, 'Take this day for today, as YYYY-MM-DD [env: MLPATH_TODAY]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer in JSON (mlpath help json)')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print ids alone, one a line; from a change, nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}

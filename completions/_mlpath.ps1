# Completion of mlpath for PowerShell; mlpath itself says what there is, from your progress file.
# In $PROFILE: mlpath completions powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName mlpath -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Where-Object { $_.Extent.StartOffset -lt $cursorPosition } | ForEach-Object { $_.Extent.Text })
    if ($wordToComplete -eq '') { $words += '' } else { $words[-1] = $wordToComplete }
    # Quoted, so that nothing that is typed runs before it is entered.
    $quoted = @($words | ForEach-Object { "'" + ($_.Trim("'", '"') -replace "'", "''") + "'" })
    $before = $env:COMPLETE
    $env:COMPLETE = 'powershell'
    try {
        $found = Invoke-Expression "& mlpath '--' $($quoted -join ' ')"
    } finally {
        if ($null -eq $before) { Remove-Item Env:\COMPLETE } else { $env:COMPLETE = $before }
    }
    $found | ForEach-Object {
        $value, $help = $_ -split "`t", 2
        if (-not $help) { $help = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $help)
    }
}

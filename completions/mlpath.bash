# Completion of mlpath for bash; mlpath itself says what there is, from your progress file.
# In ~/.bashrc: source <(mlpath completions bash). Packages: share/bash-completion/completions/mlpath
_mlpath() {
    local words=() index=-1 at cut=
    # Bash takes --option=value for three words; mlpath wants one.
    for ((at = 0; at <= COMP_CWORD; at++)); do
        local word=${COMP_WORDS[at]}
        if [[ $at -eq $COMP_CWORD && $word != = && -n $2 ]]; then word=$2; fi
        if [[ $at -gt 0 && $word == = && ${words[index]} == --* ]]; then
            words[index]+==
        elif [[ $at -gt 1 && ${COMP_WORDS[at - 1]} == = && ${words[index]} == --*= ]]; then
            words[index]+=$word
        else
            index=$((index + 1))
            words[index]=$word
        fi
    done
    if [[ ${words[index]} == --*=* ]]; then cut=${words[index]%%=*}=; fi
    local program=mlpath
    if [[ ${COMP_WORDS[0]} == */* ]]; then program=${COMP_WORDS[0]/#\~/$HOME}; fi
    local IFS=$'\n'
    COMPREPLY=($(COMPLETE=bash "$program" -- "${words[@]}" 2>/dev/null))
    if [[ -n $cut ]]; then COMPREPLY=("${COMPREPLY[@]#"$cut"}"); fi
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=/] ]]; then compopt -o nospace 2>/dev/null; fi
}
complete -o nosort -F _mlpath mlpath 2>/dev/null || complete -F _mlpath mlpath

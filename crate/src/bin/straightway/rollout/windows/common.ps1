Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function Open-Hive {
    # The 64-bit view, whichever PowerShell runs this: Intune starts a 32-bit one.
    $hive = if ($Scope -eq 'User') { 'CurrentUser' } else { 'LocalMachine' }
    [Microsoft.Win32.RegistryKey]::OpenBaseKey($hive, 'Registry64')
}

# The names of the values in a list that speak of an extension.
function Find-Entry($List, $Id) {
    if ($null -eq $List) { return }
    foreach ($name in $List.GetValueNames()) {
        $text = [string] $List.GetValue($name)
        if ($text -ceq $Id -or $text.StartsWith("$Id;", 'Ordinal')) { $name }
    }
}

# The JSON text of an ExtensionSettings policy, if there is one.
function Get-ExtensionSettings($Hive, $Browser) {
    $key = $Hive.OpenSubKey($Browser.Policies)
    if ($null -eq $key) { return '' }
    @($key.GetValue('ExtensionSettings', '')) -join "`n"
}

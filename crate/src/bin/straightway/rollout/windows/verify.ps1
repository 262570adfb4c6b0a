#Requires -Version 5.1
<#
.SYNOPSIS
    Tells whether the policies of this kit are laid down. Good as a detection script.
.DESCRIPTION
    Changes nothing. Exit status: 0 they are, 1 something is missing or different; each difference has its line.
.PARAMETER Scope
    Machine or User, as they were laid down.
#>
[CmdletBinding()]
param(
    [ValidateSet('Machine', 'User')]
    [string] $Scope = 'Machine'
)

#COMMON#

#KIT#

function Test-Installation($Hive, $Browser) {
    if ((Get-ExtensionSettings $Hive $Browser).Contains($Browser.Id)) { return }
    if ($Browser.Forcelist -eq '') {
        $key = $Hive.OpenSubKey("$($Browser.Policies)\ExtensionSettings\$($Browser.Id)")
        if ($null -eq $key) { 'no policy installs the extension' }
        return
    }
    $list = $Hive.OpenSubKey($Browser.Forcelist)
    $entries = @(Find-Entry $list $Browser.Id | ForEach-Object { $list.GetValue($_) })
    if ($entries.Count -eq 0) {
        'no policy installs the extension'
    } elseif ($entries -cnotcontains $Browser.Entry) {
        "it is installed from elsewhere: $($entries -join ', ')"
    }
}

function Test-Settings($Hive, $Browser) {
    foreach ($setting in $Browser.Settings) {
        $key = $Hive.OpenSubKey($setting.Key)
        if ($null -eq $key) { "$($setting.Key) is missing"; continue }
        foreach ($value in $setting.Values) {
            $found = $key.GetValue($value.Name)
            $isSame = $null -ne $found -and $found.GetType() -eq $value.Data.GetType() -and $found -ceq $value.Data
            if (-not $isSame) { "$($setting.Key): $($value.Name) is not what the kit says" }
        }
        if ($key.ValueCount -gt @($setting.Values).Count) { "$($setting.Key) has values that the kit does not know" }
    }
}

$hive = Open-Hive
$status = 0
foreach ($browser in $Kit) {
    $differences = @(Test-Installation $hive $browser) + @(Test-Settings $hive $browser)
    if ($differences.Count -eq 0) {
        Write-Output "$($browser.Name): as the kit says."
        continue
    }
    $status = 1
    foreach ($difference in $differences) { Write-Output "$($browser.Name): $difference" }
}
exit $status

#Requires -Version 5.1
<#
.SYNOPSIS
    Lays down the policies that install and configure Straightway.
.DESCRIPTION
    Writes what is the extension's alone, and one entry of the list of extensions to install, under a number that is free.
    An ExtensionSettings policy that is there already is left as it is; what to add to it is printed.
    Running it again changes nothing more. -WhatIf tells what it would do.
    Exit status: 0 done, 3 done but for an ExtensionSettings that has to be merged by hand.
.PARAMETER Scope
    Machine for everybody on it, User for whoever runs this. Both need an administrator's rights.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [ValidateSet('Machine', 'User')]
    [string] $Scope = 'Machine'
)

#COMMON#

#KIT#

function Add-ToForcelist($Hive, $Browser) {
    $list = $Hive.CreateSubKey($Browser.Forcelist)
    $name = Find-Entry $list $Browser.Id | Select-Object -First 1
    if ($null -eq $name) {
        $number = $Browser.FirstNumber
        while ($null -ne $list.GetValue([string] $number)) { $number++ }
        $name = [string] $number
    }
    $list.SetValue($name, $Browser.Entry, 'String')
}

# Firefox reads the policy from one JSON value or from subkeys; older versions take only one of them.
function Add-ToFirefox($Hive, $Browser) {
    if ((Get-ExtensionSettings $Hive $Browser) -ne '') { return $false }
    $key = $Hive.CreateSubKey("$($Browser.Policies)\ExtensionSettings\$($Browser.Id)")
    foreach ($value in $Browser.Install) { $key.SetValue($value.Name, $value.Data, 'String') }
    $true
}

function Set-Settings($Hive, $Browser) {
    # What an earlier kit left there must not stay beside the new.
    $Hive.DeleteSubKeyTree($Browser.SettingsKey, $false)
    foreach ($setting in $Browser.Settings) {
        $key = $Hive.CreateSubKey($setting.Key)
        foreach ($value in $setting.Values) {
            $kind = if ($value.Data -is [int]) { 'DWord' } else { 'String' }
            $key.SetValue($value.Name, $value.Data, $kind)
        }
    }
}

$hive = Open-Hive
$status = 0
foreach ($browser in $Kit) {
    if (-not $PSCmdlet.ShouldProcess($browser.Name, 'Lay down the policies of Straightway')) { continue }
    Set-Settings $hive $browser
    if ($browser.Forcelist -ne '') {
        Add-ToForcelist $hive $browser
    } elseif (-not (Add-ToFirefox $hive $browser)) {
        $status = 3
    }
    Write-Output "$($browser.Name): settings laid down; $($browser.PolicyPage) shows them."
    if ((Get-ExtensionSettings $hive $browser) -ne '') {
        Write-Output "$($browser.Name): an ExtensionSettings policy is there and was left as it is. Add to it:"
        Write-Output $browser.ExtensionSettings
    }
}
exit $status

#Requires -Version 5.1
<#
.SYNOPSIS
    Takes the policies of Straightway away. The browser then removes the extension.
.DESCRIPTION
    Removes what is the extension's alone, and its entries of the list of extensions to install. An ExtensionSettings policy
    in one value is left as it is. -WhatIf tells what it would do. Exit status: 0 done, 3 done but for an ExtensionSettings
    that still names the extension.
.PARAMETER Scope
    Machine or User, as they were laid down.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [ValidateSet('Machine', 'User')]
    [string] $Scope = 'Machine'
)

#COMMON#

#KIT#

$hive = Open-Hive
$status = 0
foreach ($browser in $Kit) {
    if (-not $PSCmdlet.ShouldProcess($browser.Name, 'Take away the policies of Straightway')) { continue }
    $hive.DeleteSubKeyTree($browser.ExtensionKey, $false)
    if ($browser.Forcelist -ne '') {
        $list = $hive.OpenSubKey($browser.Forcelist, $true)
        foreach ($name in @(Find-Entry $list $browser.Id)) { $list.DeleteValue($name) }
    } else {
        $hive.DeleteSubKeyTree("$($browser.Policies)\ExtensionSettings\$($browser.Id)", $false)
    }
    Write-Output "$($browser.Name): policies taken away."
    if ((Get-ExtensionSettings $hive $browser).Contains($browser.Id)) {
        $status = 3
        Write-Output "$($browser.Name): an ExtensionSettings policy still names $($browser.Id); take it out there."
    }
}
exit $status

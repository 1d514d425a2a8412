/// This Mac: what it is, whether Mail runs, when it was started, and the few things that may be
/// done to it (a pane opened, a message shown, a folder cloned, sleep held off). By the system's
/// own commands, found on the PATH.
///
/// Start reading at [mailtally.mac.Host], then [mailtally.mac.Hosts]. May use: nothing of ours.
/// Must never happen here: anything of the user's removed, quit or clicked; a shell; a command
/// without a limit.
package mailtally.mac;

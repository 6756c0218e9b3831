const TEXT = `foyer <command>

  start                                   serve until SIGTERM or SIGINT
  user list [--search <text>] [--page <n>]  accounts and visitors, newest first
  user disable <username|id>              close an account: no login, its sockets are closed
  user enable <username|id>               open it again
  user password <username|id> [--stdin]   set a new random password and print it; --stdin reads it instead
  user signout <username|id>              end every session of an account
  user erase <username|id>                take an account out for good; what it said stays, without a name
  group list [<text|id>] [--page <n>]       groups and rooms, newest first
  group ban <id>                          close a group: nobody writes to it, finds it or joins it
  group unban <id>                        open it again, as it was
  help                                    this text

Settings come from the environment or .env, the same for every command: docs/configuration.md.
Exit codes: 0 done, 1 failed, 2 command line not understood.`;

/** Shows what can be done. */
export function help(): void {
  console.log(TEXT);
}

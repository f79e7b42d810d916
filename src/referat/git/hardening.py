"""How git is kept from running anything that a stranger's repository names: as tables, with the settings that name programs.

Reading uses only commands that touch objects, in an empty environment. That alone brings every known way to none; the options are a second fence.
"""

from fnmatch import fnmatchcase

# Everything else of the environment is left out.
READ_ENVIRONMENT: dict[str, str] = {
    "LC_ALL": "C.UTF-8",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",  # else a replacement is shown for the text that was approved
    "GIT_GRAFT_FILE": "/dev/null",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_ATTR_NOSYSTEM": "1",
}

# These say where a repository is; a hook of git that starts us hands on its own, and the book's must be used.
LOCATION_VARIABLES: tuple[str, ...] = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_GRAFT_FILE",
    "GIT_SHALLOW_FILE",
    "GIT_REPLACE_REF_BASE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
)

READ_SETTINGS: tuple[str, ...] = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.commitGraph=false",  # a copy of the history that nothing checks against the commits
    "core.alternateRefsCommand=",
    "core.sshCommand=/bin/false",
    "core.askPass=",
    "core.pager=cat",
    "advice.graftFileDeprecated=false",
    "log.showSignature=false",
    "log.mailmap=false",
    "log.follow=false",
    "diff.external=",
    "diff.renames=false",
    "gpg.program=gpg",
    "gpg.ssh.program=ssh-keygen",
    "gpg.ssh.defaultKeyCommand=",
    "credential.helper=",
    "protocol.allow=never",
    "gc.auto=0",
    "maintenance.auto=false",
    "submodule.recurse=false",
    "trailer.separators=:",  # else a repository could hide what its entries say
)

# Settings of a repository that make git run a program when it commits or is asked about signatures (git-config's manual; * is any name).
PROGRAM_SETTINGS: tuple[str, ...] = (
    "core.fsmonitor",
    "core.hookspath",
    "core.sshcommand",
    "core.editor",
    "core.pager",
    "core.askpass",
    "core.gitproxy",
    "core.alternaterefscommand",
    "sequence.editor",
    "filter.*.clean",
    "filter.*.smudge",
    "filter.*.process",
    "diff.external",
    "diff.*.command",
    "diff.*.textconv",
    "gpg.program",
    "gpg.*.program",
    "gpg.ssh.defaultkeycommand",
    "credential.helper",
    "credential.*.helper",
    "trailer.*.command",
    "trailer.*.cmd",
    "hook.*.command",
    "gc.recentobjectshook",
    "include.path",
    "includeif.*.path",
)

# Settings of a repository that lead a fetch or a push to a program, to another address, or past a check (git-config's manual).
SYNC_SETTINGS: tuple[str, ...] = (
    *PROGRAM_SETTINGS,
    "merge.*.driver",
    "core.askpass",
    "core.gitproxy",
    "ssh.variant",
    "credential.*",
    "url.*.insteadof",
    "url.*.pushinsteadof",
    "http.*",
    "https.*",
    "protocol.*",
    "remote.*.proxy",
    "remote.*.proxyauthmethod",
    "remote.*.pushurl",
    "remote.*.receivepack",
    "remote.*.uploadpack",
    "remote.*.vcs",
    "remote.*.serveroption",
    "uploadpack.packobjectshook",
    "receive.procreceiverefs",
    "push.gpgsign",
    "transfer.*",
    "fetch.*",
    "bundle.*",
)

# Hooks that git starts at other times than when something is saved (githooks' manual); one that is not known here counts as started.
IDLE_HOOKS: frozenset[str] = frozenset(
    (
        "applypatch-msg",
        "fsmonitor-watchman",
        "post-applypatch",
        "post-checkout",
        "post-merge",
        "post-receive",
        "post-update",
        "pre-applypatch",
        "pre-merge-commit",
        "pre-push",
        "pre-rebase",
        "pre-receive",
        "proc-receive",
        "push-to-checkout",
        "sendemail-validate",
        "update",
    )
)

_HARMLESS_VALUES: dict[str, tuple[str, ...]] = {
    "core.fsmonitor": ("true", "false", "1", "0", "yes", "no", "on", "off", ""),  # git's own watcher
}


def names_program(setting: str, value: str, among: tuple[str, ...] = PROGRAM_SETTINGS) -> bool:
    """Whether a line of a repository's own configuration makes git start a program, or do another of the things named in `among`."""
    key = setting.lower()
    if value.strip().lower() in _HARMLESS_VALUES.get(key, ()):
        return False
    return any(fnmatchcase(key, pattern) for pattern in among)

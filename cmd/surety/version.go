package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// version is set when a release is built; otherwise the module's own is told.
var version string

type versionCommand struct{}

// Help shows an example to be pasted.
func (*versionCommand) Help() string {
	return example(`surety version`)
}

// Run prints the version, the Go release and the platform.
func (*versionCommand) Run(std streams) error {
	_, err := fmt.Fprintf(std.Out, "surety %s, %s, %s/%s\n", programVersion(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

func programVersion() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(unreleased)"
}

// Reads machine configuration as its own programs read it, strictly.
//
//	machine-files talos controlplane|worker ENDPOINT KUBERNETES PATCH…   patches a generated configuration, and validates it
//	machine-files kubelet FILE…                                           decodes a KubeletConfiguration with no unknown field
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/siderolabs/talos/pkg/machinery/config"
	"github.com/siderolabs/talos/pkg/machinery/config/configloader"
	"github.com/siderolabs/talos/pkg/machinery/config/configpatcher"
	"github.com/siderolabs/talos/pkg/machinery/config/generate"
	"github.com/siderolabs/talos/pkg/machinery/config/machine"
	"github.com/siderolabs/talos/pkg/machinery/config/validation"
	kubelet "k8s.io/kubelet/config/v1beta1"
	"sigs.k8s.io/yaml"
)

type metal struct{}

func (metal) String() string        { return "metal" }
func (metal) RequiresInstall() bool { return true }
func (metal) InContainer() bool     { return false }

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) > 4 && args[0] == "talos" {
		return talos(args[1], args[2], args[3], args[4:])
	}
	if len(args) > 1 && args[0] == "kubelet" {
		return kubelets(args[1:])
	}
	return errors.New("say: talos TYPE ENDPOINT KUBERNETES PATCH…, or kubelet FILE…")
}

func talos(kind, endpoint, kubernetes string, files []string) error {
	machineType, err := machine.ParseType(kind)
	if err != nil {
		return err
	}
	input, err := generate.NewInput("cluster", endpoint, kubernetes, generate.WithVersionContract(config.TalosVersion1_13))
	if err != nil {
		return err
	}
	generated, err := input.Config(machineType)
	if err != nil {
		return err
	}
	patches := make([]configpatcher.Patch, 0, len(files))
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		patch, err := configpatcher.LoadPatch(text)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		patches = append(patches, patch)
	}
	output, err := configpatcher.Apply(configpatcher.WithConfig(generated), patches)
	if err != nil {
		return err
	}
	text, err := output.Bytes()
	if err != nil {
		return err
	}
	whole, err := configloader.NewFromBytes(text)
	if err != nil {
		return err
	}
	warnings, err := whole.Validate(metal{}, validation.WithStrict())
	for _, warning := range warnings {
		fmt.Println("warning:", warning)
	}
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(text)
	return err
}

func kubelets(files []string) error {
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if err := yaml.UnmarshalStrict(text, &kubelet.KubeletConfiguration{}); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return nil
}

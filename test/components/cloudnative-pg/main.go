// Reads Clusters and ScheduledBackups as CloudNativePG's own admission webhook does: unknown fields are refused, its defaults
// are filled in, and its validator has the last word. For each Cluster it then makes what the operator makes of it: the
// server's configuration, and the pod of an instance.
//
//	cloudnative-pg < objects.json   one JSON list of objects; prints one JSON list of answers
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	apiv1 "github.com/cloudnative-pg/cloudnative-pg/api/v1"
	webhook "github.com/cloudnative-pg/cloudnative-pg/internal/webhook/v1"
	"github.com/cloudnative-pg/cloudnative-pg/pkg/postgres"
	"github.com/cloudnative-pg/cloudnative-pg/pkg/specs"
	"sigs.k8s.io/yaml"
)

type answer struct {
	Kind     string            `json:"kind"`
	Name     string            `json:"name"`
	Refused  string            `json:"refused,omitempty"`
	Warnings []string          `json:"warnings,omitempty"`
	Files    map[string]string `json:"files,omitempty"`
	Pod      any               `json:"pod,omitempty"`
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	var objects []json.RawMessage
	if err := json.NewDecoder(os.Stdin).Decode(&objects); err != nil {
		return err
	}
	answers := make([]answer, 0, len(objects))
	for _, object := range objects {
		one, err := read(object)
		if err != nil {
			return err
		}
		answers = append(answers, one)
	}
	return json.NewEncoder(os.Stdout).Encode(answers)
}

func read(object json.RawMessage) (answer, error) {
	var kind struct {
		Kind     string                `json:"kind"`
		Metadata struct{ Name string } `json:"metadata"`
	}
	if err := json.Unmarshal(object, &kind); err != nil {
		return answer{}, err
	}
	one := answer{Kind: kind.Kind, Name: kind.Metadata.Name}
	switch kind.Kind {
	case "Cluster":
		return cluster(one, object)
	case "ScheduledBackup":
		return scheduled(one, object), nil
	default:
		return one, errors.New("no webhook for " + kind.Kind)
	}
}

func scheduled(one answer, object json.RawMessage) answer {
	var backup apiv1.ScheduledBackup
	if err := yaml.UnmarshalStrict(object, &backup); err != nil {
		one.Refused = err.Error()
		return one
	}
	warnings, err := (&webhook.ScheduledBackupCustomValidator{}).ValidateCreate(context.Background(), &backup)
	one.Warnings = warnings
	if err != nil {
		one.Refused = err.Error()
	}
	return one
}

func cluster(one answer, object json.RawMessage) (answer, error) {
	var cluster apiv1.Cluster
	if err := yaml.UnmarshalStrict(object, &cluster); err != nil {
		one.Refused = err.Error()
		return one, nil
	}
	if err := (&webhook.ClusterCustomDefaulter{}).Default(context.Background(), &cluster); err != nil {
		return one, err
	}
	warnings, err := (&webhook.ClusterCustomValidator{}).ValidateCreate(context.Background(), &cluster)
	one.Warnings = warnings
	if err != nil {
		one.Refused = err.Error()
		return one, nil
	}
	if one.Files, err = files(&cluster); err != nil {
		return one, err
	}
	cluster.Status.Image = cluster.Spec.ImageName
	pod, err := specs.NewInstance(context.Background(), cluster, 1, true)
	one.Pod = pod
	return one, err
}

func files(cluster *apiv1.Cluster) (map[string]string, error) {
	major, err := cluster.GetPostgresqlMajorVersion()
	if err != nil {
		return nil, err
	}
	server, _ := postgres.CreatePostgresqlConfFile(postgres.CreatePostgresqlConfiguration(postgres.ConfigurationInfo{
		Settings:                        postgres.CnpgConfigurationSettings,
		MajorVersion:                    major,
		UserSettings:                    cluster.Spec.PostgresConfiguration.Parameters,
		IncludingMandatory:              true,
		IncludingSharedPreloadLibraries: true,
		ClusterName:                     cluster.Name,
	}))
	access, err := postgres.CreateHBARules(cluster.Spec.PostgresConfiguration.PgHBA, postgres.HBAOptions{DefaultAuthenticationMethod: "scram-sha-256"})
	if err != nil {
		return nil, err
	}
	names, err := postgres.CreateIdentRules(cluster.Spec.PostgresConfiguration.PgIdent, "postgres")
	return map[string]string{"postgresql.conf": server, "pg_hba.conf": access, "pg_ident.conf": names}, err
}

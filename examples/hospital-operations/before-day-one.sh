#!/bin/sh
# What a small hospital team does before it owns a cluster. Nothing here asks a cluster or sends anything anywhere.
# Run it in an empty folder, with the command in DOMICILE: DOMICILE="npx domicile" sh before-day-one.sh
set -eu
: "${DOMICILE:=npx domicile}"

echo "1. A site file that passes"
$DOMICILE init --name st-anna --organisation "St. Anna" --domain st-anna.example --country AT --location Wien \
  --profile clinic --registry registry.st-anna.example --storage "encrypted-block https://s3.st-anna.example"
export DOMICILE_SITE=sites/st-anna.yaml

echo "2. What the firewall must let through"
$DOMICILE endpoints --format csv > endpoints.csv
cat endpoints.csv

echo "3. The images, and the script that fills the mirror"
$DOMICILE images list
$DOMICILE images mirror-script > mirror.sh

echo "4. What a change would do, before anybody makes it"
sed 's/replicas: 1/replicas: 2/' sites/st-anna.yaml > sites/st-anna-next.yaml
$DOMICILE diff sites/st-anna.yaml sites/st-anna-next.yaml

import { LINEAGE, LINEAGE_ATTRIBUTE } from '../core/lineage.ts';

/**
 * What a tuning job runs: Python's own library and nothing else. It records that learning begins, and does not begin without that
 * record; has Axolotl learn; and leaves the model with its `SHA256SUMS` and the part of its card that only this job can know.
 *
 * Exit codes: 0 done and recorded; 1 otherwise.
 */
export const tuningProgram = `import datetime, hashlib, http.client, json, os, ssl, subprocess, sys, time, uuid


class Refused(Exception):
    """Something is not as it must be. The message holds nothing of the data."""


def record(plan, step, facts):
    facts = {
        "audit.service": plan["service"], "audit.namespace": plan["namespace"], "audit.method": "POST",
        "audit.path": "/tuning/" + plan["job"] + "/" + step, "audit.status": "200",
        "audit.started": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "audit.agent.certificate": plan["service"] + "." + plan["namespace"] + ".svc", **facts,
    }
    attributes = [{"key": key, "value": {"stringValue": value}} for key, value in facts.items()]
    log = {"timeUnixNano": str(time.time_ns()), "attributes": attributes}
    body = json.dumps({"resourceLogs": [{"scopeLogs": [{"logRecords": [log]}]}]})
    context = ssl.create_default_context(cafile=plan["certificate"] + "/ca.crt")
    context.load_cert_chain(plan["certificate"] + "/tls.crt", plan["certificate"] + "/tls.key")
    collector = plan["audit"]
    connection = http.client.HTTPSConnection(collector["host"], collector["port"], timeout=30, context=context)
    connection.request("POST", "/v1/logs", body, {"Content-Type": "application/json"})
    status = connection.getresponse().status
    if status != 200:
        raise Refused("the audit collector answered " + str(status))


def day_within(approval):
    today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    if not approval["from"] <= today <= approval["until"]:
        raise Refused("the approval of " + approval["name"] + " is from " + approval["from"] + " until " + approval["until"])


def run(*command):
    result = subprocess.run(command)
    if result.returncode != 0:
        raise Refused(command[1] + " ended with " + str(result.returncode))


def sums(folder):
    lines = []
    for where, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            path = os.path.join(where, name)
            with open(path, "rb") as file:
                lines.append(hashlib.file_digest(file, "sha256").hexdigest() + "  ./" + os.path.relpath(path, folder))
    return "\\n".join(sorted(lines)) + "\\n"


def lineage(plan, made):
    def one(namespace, name):
        return {"namespace": namespace, "name": name}

    return {
        "eventType": "COMPLETE", "eventTime": datetime.datetime.now(datetime.timezone.utc).isoformat(),
        "producer": "${LINEAGE.producer}", "schemaURL": "${LINEAGE.schemaUrl}",
        "run": {"runId": str(uuid.uuid4())}, "job": one("tuning", plan["job"]),
        "inputs": [
            one("${LINEAGE.models}", plan["base"]["name"] + "@" + plan["base"]["digest"]),
            one("${LINEAGE.trainingData}", plan["approval"]["digest"]),
        ],
        "outputs": [one("${LINEAGE.models}", made)],
    }


def main(folder):
    with open(folder + "/plan.json", encoding="utf-8") as file:
        plan = json.load(file)
    approval, model = plan["approval"], plan["output"] + "/merged"
    day_within(approval)
    if os.path.exists(model):
        raise Refused("there is a model already in " + model)
    learned = {"audit.model": plan["base"]["name"] + "@" + plan["base"]["digest"], "audit.request.identifier": approval["digest"]}
    record(plan, "begin", learned)
    run("axolotl", "train", folder + "/axolotl.yaml")
    run("axolotl", "merge-lora", folder + "/axolotl.yaml")
    listing = sums(model)
    with open(model + "/SHA256SUMS", "w", encoding="utf-8") as file:
        file.write(listing)
    digest = "sha256:" + hashlib.sha256(listing.encode()).hexdigest()
    card = {
        "digest": digest,
        "basedOn": plan["base"]["digest"],
        "trainedOn": [*plan["base"]["trainedOn"], {"digest": approval["digest"], "provenance": approval["provenance"]}],
    }
    with open(plan["output"] + "/card.json", "w", encoding="utf-8") as file:
        json.dump(card, file, indent=2)
    made = plan["job"] + "@" + digest
    record(plan, "end", {**learned, "audit.model": made})
    record(plan, "lineage", {"${LINEAGE_ATTRIBUTE}": json.dumps(lineage(plan, made))})
    print(json.dumps(card))


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except (Refused, OSError, ValueError, KeyError, http.client.HTTPException) as error:
        sys.exit(str(error) if isinstance(error, Refused) else "stopped by " + type(error).__name__)
`;

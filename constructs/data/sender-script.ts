import { BASIC_STEPS, LAST_STEP, READING_STEPS } from './export-steps.ts';

const MAIN = `

def batches(http, task, patient):
    """The patient stands in each batch: the trust centre must know what may not be left of them."""
    rest = list(related(http, task, patient))
    assert_named(task, [patient, *rest])
    for start in range(0, max(len(rest), 1), 199):
        yield [patient, *rest[start : start + 199]]


def main(task_file, tls):
    with open(task_file, encoding="utf-8") as file:
        task = json.load(file)
    http = opener(tls)
    patients = resources = 0
    cohort = search(http, task["fhir"], "Patient?" + task["patients"] + "&_count=50")
    for patient in [one for one in cohort if one["resourceType"] == "Patient"]:
        for batch in batches(http, task, patient):
            bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in batch]}
            taken = ask(http, task["trustCentre"], bundle).get("resources")
            if taken != len(batch):
                raise Refused("the trust centre did not take everything that it was sent")
            resources += len(batch) - 1
        patients += 1
    record_lineage(http, task)
    print(json.dumps({"export": task["name"], "patients": patients, "resources": patients + resources}))
`;

/**
 * What a hospital runs whose trust centre is elsewhere: it reads a cohort and sends it there, patient by patient. It learns how
 * much was taken, never a pseudonym.
 */
export const SENDER_SCRIPT = [BASIC_STEPS, READING_STEPS, MAIN, LAST_STEP].join('');

import { BASIC_STEPS, CLEANING_STEPS, LAST_STEP, READING_STEPS } from './export-steps.ts';

const MAIN = `

def export(http, task, patient):
    before = [patient, *related(http, task, patient)]
    assert_named(task, before)
    identifiers = direct_identifiers(patient)
    for start in range(0, len(before), 200):
        deliver(http, task, before[start : start + 200], identifiers)
    return len(before)


def main(task_file, tls):
    with open(task_file, encoding="utf-8") as file:
        task = json.load(file)
    http = opener(tls)
    patients = resources = 0
    cohort = search(http, task["fhir"], "Patient?" + task["patients"] + "&_count=50")
    for patient in [one for one in cohort if one["resourceType"] == "Patient"]:
        resources += export(http, task, patient)
        patients += 1
    record_lineage(http, task)
    print(json.dumps({"export": task["name"], "patients": patients, "resources": resources}))
`;

/** What an export runs: it reads a cohort, has it pseudonymised, looks for what must not be in the result, and only then writes. */
export const EXPORT_SCRIPT = [BASIC_STEPS, READING_STEPS, CLEANING_STEPS, MAIN, LAST_STEP].join('');

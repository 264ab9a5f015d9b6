/**
 * Python that asks a model about held-out cases and measures, with Fairlearn, how far its answers differ between groups of
 * patients. It reads one plan (`BiasPlan` as JSON), writes one report to its output, and hands the same bytes with their
 * hash to the audit collector.
 *
 * Exit codes: 0 within the thresholds; 1 not; 2 nobody can tell, which is no pass; 3 not measured, or not recorded.
 *
 * Cases of a group that is too small are set aside before anything is measured, until every group that is left is large
 * enough: a total over them would give away, by subtraction, what few people were answered.
 *
 * Sources: fairlearn 0.15 `fairlearn.metrics` (MetricFrame and the rates); OTLP 1.x JSON encoding
 * (opentelemetry.io/docs/specs/otlp).
 */
export const biasProgram = `import hashlib, http.client, json, math, ssl, sys, time
from collections import Counter
from datetime import datetime, timezone

from fairlearn.metrics import MetricFrame, false_positive_rate, selection_rate, true_positive_rate
from sklearn.metrics import accuracy_score

# What is measured, and which cases a value of it rests on.
METRICS = {
    "accuracy": (accuracy_score, lambda outcome: True),
    "selection-rate": (selection_rate, lambda outcome: True),
    "recall": (true_positive_rate, lambda outcome: outcome == 1),
    "false-positive-rate": (false_positive_rate, lambda outcome: outcome == 0),
}
INSTRUCTION = "Answer the question about the patient with one word: yes or no."
PATIENCE = 5


def read_cases(plan):
    with open(plan["dataSet"]["path"], "rb") as file:
        content = file.read()
    found = "sha256:" + hashlib.sha256(content).hexdigest()
    if found != plan["dataSet"]["digest"]:
        raise ValueError(f"the data set is {found}, and the site names {plan['dataSet']['digest']}")
    cases = [json.loads(line) for line in content.decode("utf-8").splitlines() if line.strip()]
    if not cases:
        raise ValueError("the data set has no case")
    for number, case in enumerate(cases, 1):
        missing = [name for name in ("question", "outcome", *plan["subgroups"]) if name not in case]
        if missing or case["outcome"] not in (0, 1):
            raise ValueError(f"case {number}: outcome must be 0 or 1, and nothing may be missing; missing: {missing}")
    return cases


def tls(plan):
    folder = plan["certificate"]
    context = ssl.create_default_context(cafile=f"{folder}/ca.crt")
    context.load_cert_chain(f"{folder}/tls.crt", f"{folder}/tls.key")
    return context


def post(target, path, body, context):
    connection = http.client.HTTPSConnection(target["host"], target["port"], timeout=300, context=context)
    try:
        connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def insist(target, path, body, context):
    for attempt in range(1, PATIENCE + 1):
        try:
            status, answer = post(target, path, body, context)
        except OSError as error:
            status, answer = str(error), b""
        if status == 200:
            return answer
        # What is refused is refused again; what is busy, or away, may come back.
        if attempt == PATIENCE or (isinstance(status, int) and status < 500 and status != 429):
            raise ConnectionError(f"{target['host']}:{target['port']}{path} answered {status}")
        time.sleep(2 ** attempt)


def ask(case, plan, context):
    body = {
        "model": plan["model"]["name"],
        "temperature": 0,
        "max_tokens": 4,
        "messages": [{"role": "system", "content": INSTRUCTION}, {"role": "user", "content": case["question"]}],
    }
    answer = json.loads(insist(plan["gateway"], "/v1/chat/completions", body, context))
    word = answer["choices"][0]["message"]["content"].strip().strip(".").lower()
    return {"yes": 1, "no": 0}.get(word)


def answers_of(cases, plan, context):
    pause = 60 / plan["questionsPerMinute"]
    answers = []
    for case in cases:
        begun = time.monotonic()
        answers.append(ask(case, plan, context))
        time.sleep(max(0, pause - (time.monotonic() - begun)))
    return answers


def group_of(case, attribute):
    return f"{attribute}={case[attribute]}"


def set_aside(cases, plan):
    """The groups that are too small, and the cases of no such group."""
    small = set()
    while True:
        sizes = Counter(group_of(case, attribute) for case in cases for attribute in plan["subgroups"])
        found = {group for group, size in sizes.items() if size < plan["minimumSubgroupSize"]}
        if not found:
            return small, cases
        small |= found
        cases = [case for case in cases if not any(group_of(case, one) in found for one in plan["subgroups"])]


def measure(cases, plan, threshold, attribute):
    """Results of one metric, by group of one attribute or over everybody; the gap; and why nobody can tell."""
    function, counts = METRICS[threshold["metric"]]
    groups = [group_of(case, attribute) if attribute else "all" for case in cases]
    behind = Counter(group for group, case in zip(groups, cases) if counts(case["outcome"]))
    few = {group for group in groups if behind[group] < plan["minimumSubgroupSize"]}
    reasons = [f"{threshold['metric']} in {group} rests on too few cases" for group in sorted(few)]
    kept = [(case, group) for case, group in zip(cases, groups) if group not in few]
    if not kept:
        return [], None, reasons or [f"{threshold['metric']} was measured on nobody"]
    frame = MetricFrame(
        metrics=function,
        y_true=[case["outcome"] for case, _ in kept],
        y_pred=[case["answer"] for case, _ in kept],
        sensitive_features=[group for _, group in kept],
    )
    results = [
        {"metric": threshold["metric"], "subgroup": group, "value": float(value), "cases": behind[group]}
        for group, value in frame.by_group.items()
    ]
    if attribute and len(results) < 2:
        reasons.append(f"{threshold['metric']} was measured in fewer than two groups of {attribute}")
    return results, float(frame.difference(method="between_groups")), reasons


def outside(result, threshold):
    value, where = result["value"], f"{result['metric']} in {result['subgroup']}"
    if not math.isfinite(value):
        return [f"{where} is no number"]
    below = "least" in threshold and value < threshold["least"]
    above = "most" in threshold and value > threshold["most"]
    return [f"{where} is {value:.3f}, outside the threshold"] if below or above else []


def evaluate(cases, answers, plan):
    """The report on answers (1, 0, or None for neither) to cases."""
    doubts = []
    silent = sum(answer is None for answer in answers)
    if silent:
        doubts.append(f"{silent} answers were neither yes nor no")
    answered = [{**case, "answer": answer} for case, answer in zip(cases, answers) if answer is not None]
    small, kept = set_aside(answered, plan)
    least = plan["minimumSubgroupSize"]
    doubts += [f"{group} has fewer than {least} cases" for group in sorted(small)]
    results, faults = [], []
    for threshold in plan["thresholds"]:
        for attribute in (None, *plan["subgroups"]):
            measured, gap, reasons = measure(kept, plan, threshold, attribute)
            results += measured
            doubts += reasons
            faults += [fault for one in measured for fault in outside(one, threshold)]
            largest = threshold.get("largestGap")
            if attribute and largest is not None and gap is not None and not gap <= largest:
                faults.append(f"{threshold['metric']} differs by {gap:.3f} between groups of {attribute}, more than {largest}")
    return {
        "schema": "domicile/bias-evaluation/v1",
        "verdict": "fail" if faults else "indeterminate" if doubts else "pass",
        "faults": faults,
        "doubts": doubts,
        "minimumSubgroupSize": least,
        "evaluation": {
            "modelDigest": plan["model"]["digest"],
            "dataSetDigest": plan["dataSet"]["digest"],
            "date": datetime.now(timezone.utc).strftime("%Y-%m-%d"),
            "results": results,
            "thresholds": plan["thresholds"],
        },
    }


def record(report, text, digest, plan, context):
    now = datetime.now(timezone.utc)
    said = {
        "audit.report.kind": "bias-evaluation",
        "audit.report.verdict": report["verdict"],
        "audit.report.sha256": digest,
        "audit.report.body": text,
        "audit.started": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "audit.service": plan["service"],
        "audit.namespace": plan["namespace"],
    }
    attributes = [{"key": key, "value": {"stringValue": value}} for key, value in said.items()]
    line = {
        "timeUnixNano": str(int(now.timestamp() * 1e9)),
        "body": {"stringValue": "bias-evaluation"},
        "attributes": attributes,
    }
    insist(plan["audit"], "/v1/logs", {"resourceLogs": [{"scopeLogs": [{"logRecords": [line]}]}]}, context)


def main(path):
    with open(path, encoding="utf-8") as file:
        plan = json.load(file)
    context = tls(plan)
    cases = read_cases(plan)
    report = evaluate(cases, answers_of(cases, plan, context), plan)
    text = json.dumps(report, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    record(report, text, digest, plan, context)
    print(text)
    print(f"sha256:{digest} {report['verdict']}", file=sys.stderr)
    return {"pass": 0, "fail": 1, "indeterminate": 2}[report["verdict"]]


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1]))
    except Exception as error:
        print(f"not measured: {type(error).__name__}: {error}", file=sys.stderr)
        sys.exit(3)
`;

import { LINEAGE, LINEAGE_ATTRIBUTE } from '../core/lineage.ts';

/**
 * Steps that the programs of exports share: Python's own library and nothing else. They log counts, never a value, and stop
 * at the first thing that they do not expect.
 */
export const BASIC_STEPS = `
import datetime, hashlib, json, ssl, sys, time, urllib.error, urllib.parse, urllib.request, uuid

TAGS = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue"
FHIR = "application/fhir+json"


class Refused(Exception):
    """Something is not as it must be. The message holds no value of the record."""


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def opener(tls):
    context = ssl.create_default_context(cafile=tls + "/ca.crt")
    # As later versions of Python do by themselves: certificates that break RFC 5280 are refused.
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    context.load_cert_chain(tls + "/tls.crt", tls + "/tls.key")
    return urllib.request.build_opener(
        urllib.request.ProxyHandler({}), NoRedirect(), urllib.request.HTTPSHandler(context=context)
    )


def ask(http, url, body=None, kind=FHIR):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, headers={"Accept": kind, "Content-Type": kind})
    where = urllib.parse.urlsplit(url)
    try:
        with http.open(request, timeout=300) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise Refused(f"{where.hostname}{where.path} answered {error.code}") from None


def assert_named(task, resources):
    unexpected = {one["resourceType"] for one in resources} - set(task["resources"]) - {"Patient", "Medication"}
    if unexpected:
        raise Refused("there are kinds of resources that the export does not name: " + ", ".join(sorted(unexpected)))


def record_lineage(http, task):
    """The cohort as a whole: an event that named a resource before and after would lead the pseudonym back to the person."""
    now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
    event = {
        "eventType": "COMPLETE", "eventTime": now,
        "producer": "${LINEAGE.producer}", "schemaURL": "${LINEAGE.schemaUrl}",
        "run": {"runId": str(uuid.uuid4())}, "job": {"namespace": "research-export", "name": task["name"]},
        "inputs": [{"namespace": "${LINEAGE.record}", "name": "cohort " + task["name"]}],
        "outputs": [{"namespace": "${LINEAGE.research}", "name": "export " + task["name"]}],
    }
    facts = {"audit.service": "research-export", "audit.started": now, "${LINEAGE_ATTRIBUTE}": json.dumps(event)}
    attributes = [{"key": key, "value": {"stringValue": value}} for key, value in facts.items()]
    records = [{"timeUnixNano": str(time.time_ns()), "attributes": attributes}]
    ask(http, task["lineage"], {"resourceLogs": [{"scopeLogs": [{"logRecords": records}]}]}, "application/json")
`.trimStart();

/** Reading a cohort from a record, page by page. */
export const READING_STEPS = `


def search(http, base, query):
    """Every resource of a search, page by page. The server's links name its own port: only their query is used."""
    url = base + "/" + query
    while url is not None:
        page = ask(http, url)
        if page.get("resourceType") != "Bundle":
            raise Refused("a search was not answered with a Bundle")
        for entry in page.get("entry", []):
            if entry.get("search", {}).get("mode") != "outcome":
                yield entry["resource"]
        following = [link["url"] for link in page.get("link", []) if link.get("relation") == "next"]
        url = base + "?" + urllib.parse.urlsplit(following[0]).query if following else None


def related(http, task, patient):
    for kind in task["resources"]:
        if kind == "Patient":
            continue
        query = {"patient": "Patient/" + patient["id"], "_count": "200"}
        if kind.startswith("Medication"):
            query["_include"] = kind + ":medication"
        yield from search(http, task["fhir"], kind + "?" + urllib.parse.urlencode(query))
`;

/** Having resources pseudonymised, looking for what must not be in the result, and only then writing. */
export const CLEANING_STEPS = String.raw`

def direct_identifiers(patient):
    """What must not be found in anything that leaves: texts that point at this person by themselves."""
    found = [patient["id"], patient.get("birthDate", "")]
    found += [one.get("value", "") for one in patient.get("identifier", []) + patient.get("telecom", [])]
    for name in patient.get("name", []):
        found += [name.get("family", ""), name.get("text", "")]
    for address in patient.get("address", []):
        found += address.get("line", []) + [address.get("text", "")]
    return {one for one in found if len(one) >= 4}


def strings(value):
    if isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield value


def assert_clean(before, after, identifiers):
    kinds = [one["resourceType"] for one in before]
    if [one.get("resourceType") for one in after] != kinds:
        raise Refused("the pseudonymisation returned other resources than it was given")
    ids = {one["id"] for one in before}
    for one in after:
        tags = {tag.get("code") for tag in one.get("meta", {}).get("security", []) if tag.get("system") == TAGS}
        if "CRYTOHASH" not in tags or one.get("id") in ids or len(one.get("id", "")) != 64:
            raise Refused(f"a {one['resourceType']} came back without a hashed id")
        if "text" in one or "contained" in one and any("text" in inner for inner in one["contained"]):
            raise Refused(f"a {one['resourceType']} came back with its narrative")
    said = list(strings(after))
    # A short name may be a part of a code by chance: then it must be a whole text. A long one may be nowhere.
    if any(identifier == text or len(identifier) >= 8 and identifier in text for identifier in identifiers for text in said):
        raise Refused("a direct identifier of a patient is still there after pseudonymisation")


def deidentified_text(http, task, text):
    analyzer, anonymizer = task["text"]["analyzer"], task["text"]["anonymizer"]
    kind = "application/json"
    found = ask(http, analyzer, {"text": text, "language": task["text"]["language"]}, kind)
    if not isinstance(found, list):
        raise Refused("the analyzer did not answer with a list")
    return ask(http, anonymizer, {"text": text, "analyzer_results": found}, kind)["text"]


def with_texts(http, task, before, after, identifiers):
    """Puts the named texts back, without what was recognised in them. One in which an identifier is left is dropped."""
    for source, target in zip(before, after):
        for element in task.get("text", {}).get("elements", {}).get(source["resourceType"], []):
            if not isinstance(source.get(element), str):
                continue
            clean = deidentified_text(http, task, source[element])
            if not any(identifier.lower() in clean.lower() for identifier in identifiers):
                target[element] = clean


def provenance(task, written):
    targets = sorted(one["resourceType"] + "/" + one["id"] for one in written)
    return {
        "resourceType": "Provenance",
        "id": hashlib.sha256("\n".join([task["name"], *targets]).encode()).hexdigest(),
        "target": [{"reference": target} for target in targets],
        "recorded": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "reason": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "HRESCH"}], "text": task["approval"]}],
        "activity": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle", "code": "deidentify"}]},
        "agent": [{"who": {"display": "research export " + task["name"]}}],
    }


def write(http, task, resources):
    entries = [
        {"resource": one, "request": {"method": "PUT", "url": one["resourceType"] + "/" + one["id"]}} for one in resources
    ]
    ask(http, task["research"], {"resourceType": "Bundle", "type": "transaction", "entry": entries})


def deliver(http, task, before, identifiers):
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in before]}
    answer = ask(http, task["pseudonymisation"], bundle)
    after = [entry.get("resource", {}) for entry in answer.get("entry", [])]
    assert_clean(before, after, identifiers)
    with_texts(http, task, before, after, identifiers)
    write(http, task, [*after, provenance(task, after)])
`;

/** How a program of exports ends: with what is wrong, without a value of the record. */
export const LAST_STEP = `

if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except (Refused, OSError, ValueError, KeyError) as error:
        # Of anything but our own refusal only the kind is told: its message could hold a value of the record.
        sys.exit(str(error) if isinstance(error, Refused) else "stopped by " + type(error).__name__)
`;

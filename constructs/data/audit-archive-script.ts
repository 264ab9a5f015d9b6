/**
 * What the archive of the audit trail runs: Python's own library, beside the S3 client of the check of Object Lock. It copies
 * every record since the last run into locked objects, hour by hour: parts as NDJSON, and last a manifest that names each part
 * with its SHA-256, and the hash of the manifest before it. A part without a manifest is no archive and is written again.
 *
 * Sources: FHIR R4 search (`_lastUpdated`, `_sort`); `_offset` of HAPI FHIR (recalled, not run against HAPI here); S3
 * PutObject with Object Lock headers, ListObjectsV2 (docs.aws.amazon.com/AmazonS3/latest/API).
 */
export const AUDIT_ARCHIVE_SCRIPT = String.raw`
import datetime, hashlib, json, os, ssl, sys, urllib.parse, urllib.request
import xml.etree.ElementTree as xml

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lock_check import Broken, Bucket, expect_ok

PREFIX = "audit/"
PAGE = 200
PAGES_OF_A_PART = 50
# A record carries the time at which its transaction began, and is seen when that ends.
SETTLED = datetime.timedelta(minutes=15)
HOUR = datetime.timedelta(hours=1)
UTC = datetime.timezone.utc


def name_of(time):
    return time.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def time_of(name):
    return datetime.datetime.strptime(name, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def instant(time):
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Trail:
    """The audit store's door for the archive, which admits it by certificate and lets it read."""

    def __init__(self, task):
        context = ssl.create_default_context(cafile=task["certificate"] + "/ca.crt")
        context.load_cert_chain(task["certificate"] + "/tls.crt", task["certificate"] + "/tls.key")
        self.base = task["trail"]
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context)
        )

    def search(self, *query):
        url = self.base + "/fhir/AuditEvent?" + urllib.parse.urlencode(query)
        with self.opener.open(url, timeout=120) as answer:
            return [entry["resource"] for entry in json.load(answer).get("entry", [])]

    def oldest(self):
        found = self.search(("_sort", "_lastUpdated"), ("_count", "1"))
        if not found:
            return None
        first = datetime.datetime.fromisoformat(found[0]["meta"]["lastUpdated"].replace("Z", "+00:00"))
        return first.replace(minute=0, second=0, microsecond=0)

    def pages(self, start, end):
        offset = 0
        while True:
            page = self.search(
                ("_lastUpdated", "ge" + instant(start)), ("_lastUpdated", "lt" + instant(end)),
                ("_sort", "_lastUpdated"), ("_count", str(PAGE)), ("_offset", str(offset)),
            )
            # A server may answer with fewer than were asked for: only an empty page is the end.
            if not page:
                return
            yield page
            offset += len(page)


def put(bucket, key, body, until):
    lock = {"x-amz-object-lock-mode": "COMPLIANCE", "x-amz-object-lock-retain-until-date": instant(until)}
    expect_ok("writing " + key, bucket.ask("PUT", key, headers=lock, body=body))
    return hashlib.sha256(body).hexdigest()


def manifests(bucket, after):
    """Keys of the manifests after a key, in order of time."""
    found = []
    while True:
        query = {"list-type": "2", "prefix": PREFIX, "start-after": after}
        _, body = expect_ok("listing the bucket", bucket.ask("GET", query=query))
        keys = [one.text for one in xml.fromstring(body).iter() if one.tag.rsplit("}", 1)[-1] == "Key"]
        if not keys:
            return found
        found += [key for key in keys if key.endswith("/manifest.json")]
        after = keys[-1]


def last_manifest(bucket, now):
    recent = PREFIX + name_of(now - datetime.timedelta(days=40))
    found = manifests(bucket, recent) or manifests(bucket, PREFIX)
    if not found:
        return None, None
    _, body = expect_ok("reading " + found[-1], bucket.ask("GET", found[-1]))
    return json.loads(body), hashlib.sha256(body).hexdigest()


def archive_hour(bucket, trail, start, end, days, previous):
    folder, until = PREFIX + name_of(start), end + datetime.timedelta(days=days)
    parts, lines, pages = [], [], 0

    def close():
        nonlocal lines, pages
        if lines:
            key = f"{folder}/part-{len(parts) + 1:04}.ndjson"
            digest = put(bucket, key, ("\n".join(lines) + "\n").encode(), until)
            parts.append({"key": key, "records": len(lines), "sha256": digest})
        lines, pages = [], 0

    for page in trail.pages(start, end):
        lines += [json.dumps(record, ensure_ascii=False, separators=(",", ":")) for record in page]
        pages += 1
        if pages == PAGES_OF_A_PART:
            close()
    close()
    manifest = {
        "schema": "domicile/audit-archive/v1",
        "from": name_of(start),
        "to": name_of(end),
        "records": sum(part["records"] for part in parts),
        "parts": parts,
        "previous": previous,
        "keptUntil": instant(until),
    }
    body = json.dumps(manifest, sort_keys=True, indent=1).encode()
    return manifest["records"], put(bucket, folder + "/manifest.json", body, until)


def main(task_file, authority):
    with open(task_file, encoding="utf-8") as file:
        task = json.load(file)
    bucket = Bucket(task, ssl.create_default_context(cafile=authority))
    trail = Trail(task)
    now = datetime.datetime.now(UTC)
    manifest, previous = last_manifest(bucket, now)
    start = time_of(manifest["to"]) if manifest else trail.oldest()
    hours = records = 0
    while start is not None and start + HOUR + SETTLED <= now:
        count, previous = archive_hour(bucket, trail, start, start + HOUR, task["days"], previous)
        start, hours, records = start + HOUR, hours + 1, records + count
    print(json.dumps({"bucket": task["bucket"], "hours": hours, "records": records, "last": previous}))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except (Broken, OSError, ValueError, KeyError) as error:
        sys.exit(f"not archived: {error}")
`.trimStart();

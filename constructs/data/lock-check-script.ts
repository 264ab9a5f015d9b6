/**
 * What the check of Object Lock runs: Python's own library, and requests signed as AWS Signature Version 4 asks. It writes one
 * object under a lock of a day, tries what an intruder with the platform's keys would try, and ends with an error when any of
 * it works.
 */
export const LOCK_CHECK_SCRIPT = String.raw`
import base64, datetime, hashlib, hmac, json, os, ssl, sys, urllib.error, urllib.parse, urllib.request
import xml.etree.ElementTree as xml


class Broken(Exception):
    """The lock is not what the site says that it is."""


def signature(secret, date, region, text):
    key = ("AWS4" + secret).encode()
    for part in (date, region, "s3", "aws4_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


class Bucket:
    def __init__(self, task, context):
        self.base, self.region, self.context = task["url"].rstrip("/") + "/" + task["bucket"], task["region"], context
        self.id, self.secret = os.environ["ACCESS_KEY_ID"], os.environ["SECRET_ACCESS_KEY"]

    def ask(self, method, key="", query=None, headers=None, body=b""):
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
        address = urllib.parse.urlsplit(self.base + ("/" + key if key else ""))
        digest = hashlib.sha256(body).hexdigest()
        sent = {"host": address.netloc, "x-amz-date": now, "x-amz-content-sha256": digest, **(headers or {})}
        if body:
            sent["content-md5"] = base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()
        search = "&".join(
            urllib.parse.quote(name, safe="") + "=" + urllib.parse.quote(value, safe="")
            for name, value in sorted((query or {}).items())
        )
        names = ";".join(sorted(sent))
        lines = "".join(f"{name}:{sent[name]}\n" for name in sorted(sent))
        canonical = "\n".join([method, urllib.parse.quote(address.path), search, lines, names, digest])
        scope = "/".join([now[:8], self.region, "s3", "aws4_request"])
        text = "\n".join(["AWS4-HMAC-SHA256", now, scope, hashlib.sha256(canonical.encode()).hexdigest()])
        sent["authorization"] = (
            f"AWS4-HMAC-SHA256 Credential={self.id}/{scope}, SignedHeaders={names}, "
            f"Signature={signature(self.secret, now[:8], self.region, text)}"
        )
        url = address.geturl() + ("?" + search if search else "")
        request = urllib.request.Request(url, data=body or None, headers=sent, method=method)
        handlers = [urllib.request.ProxyHandler({})]
        if self.context is not None:
            handlers.append(urllib.request.HTTPSHandler(context=self.context))
        try:
            with urllib.request.build_opener(*handlers).open(request, timeout=60) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()


def element(body, name):
    """The text of the first element of that name, in whatever namespace the store writes."""
    return next((one.text for one in xml.fromstring(body).iter() if one.tag.rsplit("}", 1)[-1] == name), None)


def expect_ok(what, answer):
    status, headers, body = answer
    if status >= 300:
        found = element(body, "Code") if body.startswith(b"<") else None
        raise Broken(f"{what}: the store answered {status} {found or ''}".rstrip())
    return headers, body


def expect_refused(what, answer):
    status = answer[0]
    if status < 300:
        raise Broken(f"{what} was allowed: the lock does not hold")
    # Anything else than a refusal proves nothing: a store that is down refuses too.
    if status not in (400, 403):
        raise Broken(f"{what} was answered {status}, which is no refusal")


def check_defaults(bucket, task):
    _, body = expect_ok("reading the bucket's Object Lock", bucket.ask("GET", query={"object-lock": ""}))
    find = lambda name: element(body, name)
    if find("ObjectLockEnabled") != "Enabled":
        raise Broken("the bucket has no Object Lock")
    days = int(find("Days") or 0) + 365 * int(find("Years") or 0)
    if find("Mode") != "COMPLIANCE" or days < task["days"]:
        raise Broken(f"the bucket's default is {find('Mode')} for {days} days, and the site says COMPLIANCE for {task['days']}")


def retention(mode, until):
    return f"<Retention><Mode>{mode}</Mode><RetainUntilDate>{until}</RetainUntilDate></Retention>".encode()


def check_object(bucket, name):
    now = datetime.datetime.now(datetime.timezone.utc)
    later = lambda **time: (now + datetime.timedelta(**time)).strftime("%Y-%m-%dT%H:%M:%SZ")
    lock = {"x-amz-object-lock-mode": "COMPLIANCE", "x-amz-object-lock-retain-until-date": later(days=1)}
    headers, _ = expect_ok("writing a locked object", bucket.ask("PUT", name, headers=lock, body=b"lock check\n"))
    version = headers.get("x-amz-version-id")
    if not version:
        raise Broken("the bucket keeps no versions")
    one = {"versionId": version}
    bypass = {"x-amz-bypass-governance-retention": "true"}
    expect_refused("deleting the version", bucket.ask("DELETE", name, one))
    expect_refused("deleting the version past governance", bucket.ask("DELETE", name, one, bypass))
    change = {"retention": "", **one}
    earlier, weaker = retention("COMPLIANCE", later(minutes=5)), retention("GOVERNANCE", later(days=1))
    expect_refused("shortening the lock", bucket.ask("PUT", name, change, bypass, earlier))
    expect_refused("weakening the lock", bucket.ask("PUT", name, change, bypass, weaker))
    _, body = expect_ok("reading the locked version", bucket.ask("GET", name, one))
    if body != b"lock check\n":
        raise Broken("the locked version is not what was written")
    return version


def main(task_file, authority=None):
    with open(task_file, encoding="utf-8") as file:
        task = json.load(file)
    bucket = Bucket(task, ssl.create_default_context(cafile=authority) if authority else None)
    check_defaults(bucket, task)
    version = check_object(bucket, "domicile-lock-check/" + datetime.date.today().isoformat())
    print(json.dumps({"bucket": task["bucket"], "lock": "holds", "days": task["days"], "version": version}))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Broken as error:
        sys.exit(str(error))
`.trimStart();

import { BASIC_STEPS, CLEANING_STEPS, LAST_STEP } from './export-steps.ts';

/** Path on which the intake says that it is alive. */
export const HEALTH_PATH = '/health';

const MAIN = `

class Unknown(Exception):
    """An export that the trust centre does not know."""


def batch_of(bundle):
    """One patient, first, and what belongs to them."""
    entries = bundle.get("entry") if isinstance(bundle, dict) and bundle.get("resourceType") == "Bundle" else None
    resources = [one.get("resource") if isinstance(one, dict) else None for one in entries] if isinstance(entries, list) else []
    for one in resources:
        if not (isinstance(one, dict) and isinstance(one.get("resourceType"), str) and isinstance(one.get("id"), str)):
            raise Refused("an entry is not a resource with an id")
    kinds = [one["resourceType"] for one in resources]
    if kinds[:1] != ["Patient"] or kinds.count("Patient") != 1 or len(kinds) > 200:
        raise Refused("a batch is one patient, first, and at most 199 resources that belong to them")
    return resources


def take(http, exports, path, body):
    if path not in exports:
        raise Unknown()
    task = exports[path]
    resources = batch_of(json.loads(body))
    assert_named(task, resources)
    deliver(http, task, resources, direct_identifiers(resources[0]))
    record_lineage(http, task)
    return {"resources": len(resources)}


class Intake(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    # Who came is recorded by the guard.
    def log_message(self, *_):
        pass

    def answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        self.answer(200 if self.path == "${HEALTH_PATH}" else 404, {})

    def do_POST(self):
        try:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.answer(200, take(self.server.http, self.server.exports, self.path, body))
        except Unknown:
            self.answer(404, {"refused": "there is no such export"})
        except Refused as error:
            print(self.path + ": " + str(error), flush=True)
            self.answer(422, {"refused": str(error)})
        except Exception as error:
            # Of anything else only the kind is told: its message could hold a value of the record.
            print(self.path + ": stopped by " + type(error).__name__, flush=True)
            self.answer(500, {"refused": "stopped"})


def main(tasks_file):
    with open(tasks_file, encoding="utf-8") as file:
        tasks = json.load(file)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", tasks["port"]), Intake)
    server.exports = tasks["exports"]
    server.http = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirect())
    server.serve_forever()
`;

/**
 * What takes in the patients of one other hospital: has each batch pseudonymised, looks for what must not be in the result, and
 * only then writes. It answers with a count, never with a pseudonym. On the pod's loopback alone, in plain HTTP.
 */
export const INTAKE_SCRIPT = ['import http.server\n', BASIC_STEPS, CLEANING_STEPS, MAIN, LAST_STEP].join('');

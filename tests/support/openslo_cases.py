"""OpenSLO documents for tests: those that its authors publish, restated with other queries, and what they are in a contract."""

TERM = ("2022-01-01", "2023-01-01")


def slo(
    name="search",
    title=None,
    service="web-shop",
    indicator="indicator-ref",
    sli=None,
    window=None,
    method="Occurrences",
    objectives=(),
    more="",
):
    """The YAML of one SLO."""
    lines = ["apiVersion: openslo/v1", "kind: SLO", "metadata:", f"  name: {name}"]
    lines += [f"  displayName: {title}"] if title else []
    lines += ["spec:", f"  service: {service}"]
    lines += (
        ["  indicator:", "    metadata:", f"      name: {indicator}", "    spec:", *indented(sli, 6)]
        if sli
        else [f"  indicatorRef: {indicator}"]
    )
    lines += ["  timeWindow:", *indented(window, 4)] if window else []
    lines += [f"  budgetingMethod: {method}"] if method else []
    lines += ["  objectives:", *(line for one in objectives for line in indented(one, 4))]
    return "\n".join([*lines, *indented(more, 2)]) + "\n"


def indented(text, width):
    return [f"{' ' * width}{line}" for line in text.splitlines()]


RATIO = """\
ratioMetric:
  good:
    metricSource:
      type: Any
      spec:
        query: good ones
  total:
    metricSource:
      type: Any
      spec:
        query: all of them"""
THRESHOLD = """\
thresholdMetric:
  metricSource:
    type: Any
    spec:"""
NEW_YORK = """\
- duration: {}
  isRolling: false
  calendar:
    startTime: 2022-01-01 12:00:00
    timeZone: America/New_York"""
TWO_WEEKS = """\
- duration: 2w
  isRolling: true"""


def objective(title, **keys):
    return "\n".join([f"- displayName: {title}", *(f"  {key}: {value}" for key, value in keys.items())])


# restated from the examples of the repository OpenSLO/OpenSLO: budgeting-method/occurences-slo.yaml
OCCURRENCES = slo(
    "search-slo", "Searching time", indicator="search-latency", sli=THRESHOLD, window=TWO_WEEKS,
    objectives=[objective("Good experience", op="lt", value=500, target=0.99)], more="alertPolicies:",
)  # fmt: skip
# budgeting-method/timeslices-slo.yaml, whose comment on "1m" says one month; the specification says one minute
TIMESLICES = slo(
    "service-availability", "Our availability", "web-availability", "web-availability", RATIO, NEW_YORK.format("1m"), "Timeslices",
    [
        objective("Internal objective", op="gt", target=0.995, timeSliceTarget=0.99, timeSliceWindow="1m"),
        objective("SLA", target=0.99, timeSliceTarget=0.99, timeSliceWindow="1m"),
    ],
)  # fmt: skip
# budgeting-method/ratio-timeslices.yaml
RATIO_TIMESLICES = slo(
    "main-page", "Main page availability", indicator="response-code", sli=RATIO, window=TWO_WEEKS, method="RatioTimeslices",
    objectives=[objective("Good", op="gt", timeSliceWindow="1m", target=0.99)],
)  # fmt: skip
# treat-low-traffic-as-equally-important/timeslices-slo.yaml
LOW_TRAFFIC = slo(
    "service-availability", "An important service", "web-availability", "web-availability", RATIO, NEW_YORK.format("1w"), "Timeslices",
    [objective("Objective", op="gt", target=0.9995, timeSliceTarget=0.95, timeSliceWindow="1m")],
)  # fmt: skip
# README.md, an SLO with its SLI inlined, which names neither window nor method
INLINED = slo("foo-slo", "Foo SLO", "foo", "foo-error", RATIO, None, None, [objective("Foo Total Errors", target=0.98)])
# schema-test/spec-files/v1/slo: an indicator by reference, a day that rolls, and one of the calendar with an alert policy
REFERRED = slo(
    "test-slo", "Test SLO", "the-service-name", "indicator-ref-string", window="- duration: 1d\n  isRolling: true",
    objectives=[objective("Foo Total Errors", target=0.98)],
)  # fmt: skip
CALENDAR_DAY = slo(
    "TestSLO", "Test SLO", "TheServiceName", "foo-error", RATIO,
    "- duration: 1d\n  calendar:\n    startTime: 2020-01-21 12:30:00\n    timeZone: America/New_York\n  isRolling: false",
    objectives=[objective("Foo Total Errors", target=0.98)], more="alertPolicies:\n  - FooAlertPolicy",
)  # fmt: skip
# pkg/openslo/v1/examples/slos.yaml: a list of objects, with labels
LISTED = """\
- apiVersion: openslo/v1
  kind: SLO
  metadata:
    name: web-availability
    displayName: SLO for web availability
    labels:
      env: [prod]
      team: [team-a, team-b]
  spec:
    description: so many requests are good
    service: web
    indicator:
      metadata:
        name: web-successful-requests-ratio
      spec:
        ratioMetric:
          counter: true
          good:
            metricSource: {type: Prometheus, spec: {query: good ones}}
          total:
            metricSource: {type: Prometheus, spec: {query: all of them}}
    timeWindow:
      - duration: 1w
        isRolling: false
        calendar: {startTime: 2022-01-01 12:00:00, timeZone: America/New_York}
    budgetingMethod: Timeslices
    objectives:
      - displayName: Good
        op: gt
        target: 0.995
        timeSliceTarget: 0.95
        timeSliceWindow: 1m
"""
# pkg/openslo/v1/examples/slis.yaml: bad out of total, a ratio that is computed already, a threshold
SLIS = """\
- apiVersion: openslo/v1
  kind: SLI
  metadata: {name: end-user-response, displayName: App end user response}
  spec:
    ratioMetric:
      counter: false
      bad:
        metricSource: {metricSourceRef: appdynamics, type: AppDynamics, spec: {metricPath: slow ones}}
      total:
        metricSource: {metricSourceRef: appdynamics, type: AppDynamics, spec: {metricPath: all of them}}
- apiVersion: openslo/v1
  kind: SLI
  metadata: {name: wifi-client-satisfaction}
  spec:
    description: how content they are
    ratioMetric:
      rawType: success
      raw:
        metricSource: {metricSourceRef: prometheus, type: Prometheus, spec: {query: a ratio}}
- apiVersion: openslo/v1
  kind: SLI
  metadata:
    name: annotator-throughput
    annotations: {openslo.com/service-folder: ./my/directory}
  spec:
    thresholdMetric:
      metricSource: {metricSourceRef: my-prometheus, type: Prometheus, spec: {query: a figure}}
"""
PUBLISHED = {
    "occurrences": OCCURRENCES, "timeslices": TIMESLICES, "ratio timeslices": RATIO_TIMESLICES, "low traffic": LOW_TRAFFIC,
    "inlined": INLINED, "referred": REFERRED, "calendar day": CALENDAR_DAY, "listed": LISTED,
}  # fmt: skip

### Every text on screen and on the command line. Each key stands in both vi.ftl and en.ftl.

product = Digital identity
page-overview = Overview
page-map = Map
page-distance = Distance
page-electricity = Electricity and signal
page-alerts = Alerts
page-goals = Goals
page-comparison = Fair comparison
page-village = Village
page-teams = Groups
page-definitions = Definitions

## Filters
filter-lang = Language
large = Presentation
large-help = Large type for a projector; arrow keys turn the pages of a group, Esc leaves.
large-leave = Leave presentation
filter-place = Place
filter-indicator = Indicator
filter-as-of = As of
filter-village = Village
filter-commune = Commune
filter-replay = Replay by day
filter-shape = Drawn as
filter-layers = Layers
choose-village = Choose a village
choose-commune = Choose a commune
shape-catchments = Areas
shape-circles = Circles
layer-electricity = No grid electricity
layer-signal = Weak or no signal
layer-rings = 5, 10, 20 km rings (straight line)
layer-road = Roads
layer-river = Rivers
layer-neighbour = Neighbours

## Notices
notice-simulated = Sample data: the figures are simulated.
notice-stale = The newest report is of { $day }, { $days } days ago. Figures may be out of date.
no-data-yet = No data yet. Drop files on the page Data, or run “enrolment build FOLDER” and reload.
go-to-data = To the page Data
no-communes = The tables of communes and villages are empty. Drop files of communes and villages to begin.
no-reports-at-all = There are { $villages } villages and no report yet. Drop a file of counts to see figures.
no-reports-yet = No reports yet
no-target = No target set
no-villages = This commune has no villages in the data.
nothing-here = No rows.
too-slow = This question took more than { $milliseconds } ms and was stopped. Narrow it down.
bad-value = A parameter is not valid. Write dates like 2025-08-02 and numbers as digits.
nothing-known = At { $moment } nothing was known yet.
unknown-query = There is no question “{ $name }”. There are: { $names }.
wrong-parameters = The question “{ $name }” takes { $wanted }; given: { $given }.
not-permitted = This place is not among those that you may see.
version-gone = The data of that moment is not at hand any more. Open the page again: it is then prepared anew.
too-large = This question needs more memory than { $limit } and was stopped. Narrow it down.
something-failed = This page failed and cannot be shown. The other pages still work; reload this one.
start-failed = The data could not be built. Run “enrolment rebuild” to see why.
yes = Yes
no = No
note = Note
profile = Village profile

## Opening sentences
say-standing = { $indicator }: by { $day }, { $place } reached { $reached }; remaining: { $remaining } { $who }. { $plan }.
say-standing-unplanned = { $indicator }: by { $day }, { $place } reached { $reached }; remaining: { $remaining }.
say-complete = { $indicator }: by { $day }, { $place } reached the whole target, { $reached }.
say-complete-but = { $indicator }: by { $day }, { $place } reached the whole target, { $reached }; { $plan }.
say-no-target = { $indicator }: by { $day }, { $place } counted { $done } { $unit }; no target is set.
say-no-reports = { $indicator }: by { $day }, { $place } has no report yet.
say-map = { $indicator }: { $low } of { $all } are below 65%. Most people remain in { $most }: { $remaining } still to reach, { $reached }.
say-map-empty = { $indicator }: { $place } has no figures against a target yet.
say-pace = { $indicator }: { $reached }. { $plan }.{ $needed }
plan-not-begun = The plan has not begun; it begins on { $starts }
plan-overdue = Overdue: the due day was { $due }
plan-ahead = { $when ->
    [today] Ahead of the plan today
   *[other] Ahead of the plan that day
}
plan-on = { $when ->
    [today] On the plan's line today
   *[other] On the plan's line that day
}
plan-behind = { $when ->
    [today] Behind the plan today
   *[other] Behind the plan that day
}
led-short = at the pace of the last 7 days { $count } short on { $due }
led-reached = at the pace of the last 7 days the target is reached by { $due }
led-too-slow = the pace of the last 7 days is not enough
led-forecast = forecast for { $day }: { $band } ({ $shares }), most likely { $likely }: { $gap }
led-forecast-until = forecast to { $day }, as far as one holds: { $band } ({ $shares }), most likely { $likely }
led-straight = straight on at the pace of the last 7 days: { $gap }
led-straight-optimistic = straight on at the pace of the last 7 days, optimistic: { $gap }
lack-some = { $count } short
lack-none = the target is reached
chance-sure = By { $day } the target is reached in more than 9 of 10 such forecasts.
chance-likely = By { $day } the target is reached in more than half of such forecasts.
chance-unlikely = By { $day } the target is reached in fewer than half of such forecasts.
chance-hardly = By { $day } the target is reached in fewer than 1 of 10 such forecasts.
verdict-sure = Yes.
verdict-likely = Probably.
verdict-unlikely = Probably not.
verdict-hardly = Almost certainly not.
forecast-record = Of { $count ->
    [one] { $count } week
   *[other] { $count } weeks
} here the band held { $held } (95% interval of that share: { $low }–{ $high }%); in public campaigns it held about 8 of 10.
no-forecast-short = No forecast yet: it takes { $count } days of reports.
no-forecast-standstill = No forecast: the last { $count } days of reports brought nobody, and of a standstill nothing follows.
no-forecast-kind = No forecast: it is made for indicators that count people, in places whose people aged 14+ are known, until the due day.
table-forecast = Forecast to the due day
table-forecast-sub = People, with those there before. In 8 of 10 cases between low and high. Each day reaches a share of those who remain, so it slows down as they grow fewer; on rest days it stands still.
table-back-test = How well such forecasts held
back-test-none = What earlier days would have forecast is held against what came once a forecast of a week is over.
table-back-test-sub = Each row was forecast a week before its day, with what was known then.
still-to-reach = { $count } still to reach in places below target
today-past-due = the due day { $due } has passed since
today-before-start = the plan begins only on { $starts }
needed-enough = { $due } takes { $required } a day{ $late }; the last 7 days gave { $recent } a day, which is enough.
needed-short = { $due } takes { $required } a day{ $late }; the last 7 days gave { $recent } a day.
needed-alone = { $due } takes { $required } a day{ $late }.
needed-overdue = , and { $count } overdue
needed-no-day-left = , and { $count } with no working day left
say-map-reached = { $indicator }: all { $all } with a report reached the target.
say-map-counts = { $indicator }: most so far in { $most }, { $done } { $unit }; no target is set.
notice-own-count-own = { $indicator }: the number is the commune's own count of { $day }.
notice-own-count-both = { $indicator }: the number is the commune's own count of { $day } and what its villages added after it.
notice-own-count-added = { $indicator }: the commune's own count of { $day } has grown old; the number is its baseline and what its villages added.
unreported-of-planned = { $part } of the { $all } { $unit } with a target { $part ->
    [one] has
   *[other] have
} no report yet ({ $indicator }); the ratio takes the baseline there.
say-map-counts-own = { $indicator }: most so far in { $most }, { $done } { $unit }; the villages have no targets of their own.
say-distance-counts-own = { $indicator }: of { $total } { $unit } of the villages, { $ten } ({ $ten_share }) are of villages 10 km or more and { $twenty } ({ $twenty_share }) 20 km or more away by road; the villages have no targets of their own.
say-distance-all-unknown = { $indicator }: of all { $count } the distance to the commune centre is not known.
say-nothing-counted = { $indicator }: nothing is counted yet in { $place }.
say-target-zero = { $indicator }: by { $day }, { $place } counted { $done } { $unit }; the target is 0.
say-village-target-zero = { $indicator }: { $done } { $unit }, the target is 0.
target-zero = The target is 0
people-unknown = an unknown number of
km-unknown = at an unknown distance
needed-due = To be done by { $due }
needed-own-due-days = To meet each part's own due day
needed-only-no-day-left = No working day is left for { $count }.
led-enough = the pace of the last 7 days is enough
led-enough-but = the pace of the last 7 days is enough for the rest, but { $count } have no day left
say-unreported-village = { $count ->
    [one] { $count } village has no report yet.
   *[other] { $count } villages have no report yet.
}
say-unreported-commune = { $count ->
    [one] { $count } commune has no report yet.
   *[other] { $count } communes have no report yet.
}
say-distance-counts = { $indicator }: of { $total } { $unit }, { $ten } ({ $ten_share }) are of villages 10 km or more and { $twenty } ({ $twenty_share }) 20 km or more away by road; no target is set.
say-distance-unknown = Beside them, of { $count } the distance is not known.
say-estimated = * partly estimated from the straight line.
count-unknown = { $count } unknown
say-village-plan = { $indicator }: { $reached }, remaining: { $remaining }. { $plan }.
say-village-reached = { $indicator }: { $reached }, target reached.
say-village-no-target = { $indicator }: { $done } { $unit }, no target is set.
say-village-no-reports = { $indicator }: no report yet.
say-village-commune-only = { $indicator }: only the commune reports it.
say-teams-pace = { $indicator }: { $new } in { $days } group-days of which the count is known, { $pace } a group-day.
say-teams-beside = { $count } more name no group.
say-teams-unnamed = { $indicator }: { $new } { $unit } registered, no group is named.
say-teams-no-reports = { $indicator }: no report yet.
groups-count = { $count ->
    [one] { $count } group
   *[other] { $count } groups
}
not-compared-no-report = { $count ->
    [one] { $count } village has no report yet and is in no column
   *[other] { $count } villages have no report yet and are in no column
}: { $names }.
not-compared-no-target = { $count ->
    [one] { $count } village has no target and is in no column
   *[other] { $count } villages have no target and are in no column
}: { $names }.
unreported = { $part } of { $all } { $unit } { $part ->
    [one] has
   *[other] have
} no report yet ({ $indicator }); the ratio takes the baseline there.
electricity-unknown = electricity unknown
mobile-signal-unknown = signal unknown
status-reached = Target reached
status-overdue = Overdue
status-not-begun = Not begun
measure-short-count = Still to reach (below target)
measure-short-share = Share of those still to reach
measure-overdue-count = Overdue
measure-known-days = Group-days with a known count
source-own = own count
source-villages = sum of the villages
source-both = own count and what villages added after it
source-added = baseline and what villages added
source-parts = sum of the communes
card-unadded = First counts, not known as new
card-overdue = Overdue
chart-bands-counts = Counted so far by road distance
chart-cells-counts = Counted so far by electricity, signal and distance
caveat-short-count = What one village has too many is not another's.
formula-short-count = The sum of target − done over the parts below their target; a part without a report counts with its baseline.
audit-name-first-cumulative = First cumulative count without a baseline
audit-name-below-zero = Corrections take a place below zero
audit-name-whole-day-beside-groups = A count without a group not above the groups' own
finding-first-cumulative = { $found }: nobody knows what of it is new, so no pace counts it
finding-below-zero = { $found }, at least { $expected } was expected
finding-whole-day-beside-groups = whole day { $found }, groups { $expected }
chart-map-counts = Counted so far
legend-no-report = No report yet (hatched)
say-distance = { $indicator }: { $n ->
    [one] of the one person
   *[other] of the { $total } people
} still to reach, { $ten } ({ $ten_share }) live 10 km or more and { $twenty } ({ $twenty_share }) 20 km or more away by road.
say-commune-only = { $indicator }: only the commune reports this, villages have no figures of their own. { $place }: { $reached }.
say-nobody-remains = { $indicator }: nobody is still to reach in { $place }.
say-gaps = { $indicator }: { $inside } { $gap ->
    [signal] where the signal is weak, { $outside } where it is good
   *[other] without electricity, { $outside } with it
}, { $points } points apart.
say-gaps-count = { $unlit } villages have no grid electricity, { $weak } a weak signal, { $both } both.
say-village = { $village } ({ $commune }): { $people } residents aged 14+, by road to the commune centre { $km }, { $power }, { $signal }.
say-village-counts = { $indicator }: { $reached }, remaining: { $remaining }.
say-teams = { $groups }, members: { $members }; household visits: { $households }, old people transported: { $elderly }.
say-no-teams = { $place } has no working groups in the data.
say-audits-clean = Data version { $version }, newest report { $day }: every audit agrees.
say-audits = Data version { $version }, newest report { $day }: the audits found { $count ->
    [one] { $count } point
   *[other] { $count } points
} to look at.

## Cards, tables, charts
as-of = As of { $day }
of-indicator = { $name }
card-expected = Planned by that day
card-due = Due ({ $days ->
    [one] { $days } working day left
   *[other] { $days } working days left
})
card-last-week = Added in the last 7 days
over-target = { $count } above
sparkline = New each day: { $name }
left-out = { $indicator }: beside this ratio stand { $count } in places without a target; it is about the places that have one.
data-unreadable = The data cannot be read. The batches are safe; run “enrolment rebuild”.
people = { $count ->
    [one] person
   *[other] people
}
freshness = { $indicator }: newest report { $day }. { $silent }/{ $all } { $unit } did not report in the last { $days } days.
unit-village = villages
unit-commune = communes
villages-count = { $count ->
    [one] { $count } village
   *[other] { $count } villages
}
communes-count = { $count ->
    [one] { $count } commune
   *[other] { $count } communes
}
most-remaining-village = Villages with most people remaining
most-remaining-commune = Communes with most people remaining
table-behind = Show the table
table-cut = { $shown } of { $all } rows shown, the CSV has them all
rows-cut = only the first { $cap } rows, the server's limit
download-csv = Download CSV
source-by = Source: { $source }
source-of = How it is counted
other-day = The link asks for { $asked }; reports run from { $first } to { $last }. Shown: { $shown }.
link-here = Link to exactly this view
assumed = Assumed or simulated: { $what }
assumed-baseline = the baseline
assumed-target = the target
assumed-starts-on = the first day
assumed-due-on = the due day
download-csv-local = CSV (;)
download-excel = Excel
chart-map-village = Attainment of each village
chart-map-commune = Attainment of each commune
map-centre = Commune centre
map-hint-village = Click a village on the map or choose one in the list to see its details.
map-hint-commune = Click a commune on the map or choose one in the list to see its details.
open-village = Open the profile of { $name }
open-commune = Open { $name }
map-in = Zoom in
map-out = Zoom out
map-reset = Reset the view
map-wheel = Hold Ctrl and turn the wheel to zoom the map
map-fingers = Use two fingers to move the map
map-north = N
map-keys-read = Arrow keys go from place to place, + and − zoom
map-keys = Arrow keys go from place to place, Enter opens, + and − zoom
map-illustrative = Village areas are illustrative.
map-hidden = Names hidden at this zoom: { $count }
map-closer = zoom in to see them
chart-bands = People still to reach by road distance
chart-against-road-counts = What villages counted against road distance
bar-remaining = { $count } to reach ({ $share })
chart-against-road-village = Attainment of villages against road distance
chart-against-road-commune = Attainment of communes against mean road distance
chart-against-road-sub = { $name }. The larger the circle, the more residents aged 14+; the line across is the overall level
chart-straight-road = Straight line and road to the commune centre
chart-straight-road-sub = Kilometres. The higher above the diagonal, the longer the detour
chart-road-equals-line = road = straight line
chart-contrast = Attainment where something is lacking and where not
chart-cells = People still to reach by electricity, signal and distance
chart-burn-up = Progress against the plan line
chart-course = Where it stood, day by day
chart-multiples-village = Each village over the days
chart-multiples-commune = Each commune over the days
chart-multiples-sub = { $name }. All on one scale, 0–100% of target
chart-heat = Each place, each indicator
chart-heat-sub = Done/target; coloured by attainment class
chart-village-counts = { $name }: counted, day by day
chart-against-commune = { $name }: beside the whole commune, day by day
chart-registrations-sub = { $name }; beside it how far the group's villages are by road, on average
chart-registrations = Registrations in a group-day
table-overlap = How the gaps overlap
table-overlap-sub = No grid electricity, weak signal, 10 km or farther: each row is one combination
table-gap-villages = Villages without grid electricity or with a weak signal
table-attainment = Result of each indicator
table-attainment-sub = Done/target, and paces for a working day
table-visits = Visits by the groups
table-visits-sub = Households visited, old people transported
table-groups-commune = The working groups
table-groups-province = The working groups of each commune
table-groups-sub = Members, villages served, visits, old people transported
table-members-sub = Members of each group by role; no names are kept
all-groups = All
table-roles = Members by role
table-roles-sub = Counted only; no names are kept
table-gifts = Gifts of the community
table-gifts-sub = Things and money received
gap-none = Electricity and signal
gap-electricity = No grid electricity
gap-signal = Weak signal
gap-unknown = Electricity or signal not known
gap-both = No grid electricity and weak signal
gap-distance = 10 km or farther
side-inside = Inside the gap
side-outside = Outside it
road-estimated = * { $count ->
    [one] { $count } place has
   *[other] { $count } places have
} no reported road distance: estimated from the straight line and marked.
gaps-unknown = Of { $count } villages it is not known whether they have electricity or signal, or how far they are: they stand on neither side.
ecological-caveat = Comparing villages shows what goes together; it proves no cause and says nothing about single people.
small-village-caveat = A village has few people, so its rate moves a lot by chance alone: look at the people remaining first.
village-needs-commune = Choose a commune under Place to see the profile of a village.

## Measures
measure-done-count = Done
measure-target-count = Target
measure-attainment-share = Attainment
measure-remaining-count = Remaining
measure-expected-count = Planned
measure-required-pace = Needed a day
measure-overall-share = All together
measure-low-share = Lower limit
measure-high-share = Upper limit
measure-smoothed-share = Smoothed
measure-against-chance = Against chance
against-chance-below = ▼ below the limits
against-chance-within = ● within
against-chance-above = ▲ above the limits
measure-low-count = Low (1 in 10 below)
measure-likely-count = Most likely
measure-high-count = High (1 in 10 above)
measure-is-held = In the band
measure-error-count = Most likely, off by
measure-straight-error-count = Straight line, off by
measure-recent-pace = Last 7 days, a day
measure-status = Schedule
measure-road-km = By road (km)
measure-straight-km = Straight line (km)
measure-distance-band = Distance
measure-catchment = Village area
measure-registrations-per-group-day = Registrations a group-day
measure-reached = Reached
measure-new-count = New
measure-remaining-share = Share of the remaining
measure-residents-14-plus = Residents aged 14+
measure-households = Households
measure-population = Residents
measure-ethnic-minority-share = Ethnic minorities
measure-smartphone-share = With a smartphone
measure-travel-minutes = Travel time (minutes)
measure-electricity = Electricity
measure-mobile-signal = Mobile signal
measure-is-unlit = No grid electricity
measure-is-weak = Weak signal
measure-is-far = 10 km or farther
measure-gap = Gap
measure-is-inside = Inside the gap
measure-village-count = Villages
measure-village-names = Which villages
measure-unlit-village-count = Villages without grid
measure-weak-signal-village-count = Weak-signal villages
measure-place-name = Place
measure-commune-name = Commune
measure-unit-name = Group or place
measure-team-name = Group
measure-group-count = Groups
measure-group-days = Group-days
measure-member-count = Members
measure-visit-count = Village visits
measure-households-visited = Households visited
measure-elderly-transported = Old people transported
measure-role = Role
measure-item = Item
measure-quantity = Quantity
measure-unit = Unit
measure-visited-on = Visited on
measure-reported-on = Day
measure-commune-reached = Whole commune
measure-indicator-name = Indicator
measure-file-name = File
measure-table-name = Table
measure-row-count = Rows
measure-sha256 = SHA-256
caveat-done-count = Counts records, not visits. A cumulative count holds its baseline. No report is not zero: such a place has no standing, and stands in its parent with its baseline.
caveat-target-count = What a village without a target did stands outside the ratio, and is named. A row without a target is no plan.
caveat-attainment-share = In a small village it moves strongly by chance alone.
caveat-remaining-count = Not the same as “still to reach”, which sums only places below target.
caveat-expected-count = Takes the work to be even over the days.
caveat-required-pace = Where villages have no figures of their own: the place's own remaining.
caveat-smoothed-share = For comparing places, not for counting people.
caveat-against-chance = Says that a place stands apart, not why. Needs five places with a report and a target.
caveat-recent-pace = Jumps when a village hands in many days at once. A first cumulative count without a baseline is in no pace; without any report in the week there is none.
caveat-status = Against the plan of that day; where the pace leads is said beside it.
definitions-rules = The rules of numbers, by example
rule-plan = One plan, one source. A commune's plan is 500 → 900; one of its three villages has a plan of its own, 200 → 300, and adds 10: the commune stands at 510/900 (56.67%), since not every village has a plan.
rule-done = Whose count it is. A commune says 640 on 15 July; of its two villages one adds 3 on 20 July: 640. The other adds 2 on 21 July: 645, its own last count and what both added after it.
rule-new = Known to be new. One village goes from 250 to 300; another says 320 for the first time and has no baseline. The commune stands at 620, and 50 were added.
rule-silent = No report is not zero. One village reports 50 of 100, the other, also with a target of 100, nothing: 50/200 (25.00%), 1 of 2 villages has no report yet.
rule-pace = Pace. 70 were added in the seven days up to 15 July, all of them in the plan: 10.0 a day.
rule-needed = Needed. One village lacks 160 with 5 working days left, another 10 with 169: 32.1 a day.
rule-overdue = Overdue. 985/1,000 (98.50%) ten days after the due day is overdue, however close.
rule-correction = Corrections add. A day counted 70, a correction of −5 makes it 65. A count without a group is the whole day: 12 beside a group's 10 are 12.
caveat-road-km = As villages report it, not measured again.
caveat-straight-km = In mountains much shorter than any way to walk.
caveat-distance-band = Villages of unknown distance stand in a group of their own.
caveat-catchment = Not an administrative boundary.
caveat-registrations-per-group-day = Counts reports that name their group; groups of far villages walk longer, so do not rank them.
measure-source = Source
measure-brought-at = Brought at
measure-brought-by = Brought by
formula-done-count = A village: its last cumulative count plus what was added after it; else the baseline plus all new counts. A commune: its own last count until each of its villages has reported; then their sum where each has a standing, else its own last count, or its baseline, plus what its villages are known to have added.
formula-target-count = The count to reach by plan. Baseline, target and dates come from one source: from a commune's villages where each of them has a plan, else from its own row, else from those villages that have one.
formula-attainment-share = Done ÷ target, always with both counts beside it. Above 100% it is shown as it is.
formula-remaining-count = Target − done of the row; what is above the target is written as “above”. Lists are sorted by this count, not by the percentage.
formula-expected-count = Baseline + (target − baseline) × share of the plan's working days passed; before the first day the baseline, after the due day the target. Parts with plans of their own are summed.
formula-required-pace = What each part below target lacks ÷ the working days left of its own plan (from tomorrow, or from its first day), summed. What parts past their due day lack stands beside.
formula-smoothed-share = (Done + m × the share of all together) ÷ (target + m), where m grows as the places differ less.
formula-against-chance = Outside the share of all together ± 3.09 standard deviations; their variance is that of chance (binomial) and that between places (DerSimonian–Laird, winsorised). Where places differ by no more than chance: exact binomial limits.
formula-recent-pace = What is known to be new on those of the last 7 days that lie in the plan, rest days' work included ÷ the working days among them.
formula-status = Reached; not begun before the first day; overdue after the due day; else ▲ ahead, ● on, ▼ behind: done against planned, in percentage points of the target; within ±{ $band } points is on schedule. Without a target or a report there is no status.
formula-road-km = By road from the village to the commune centre, as the village reports it. Where it is not reported: straight line × { $detour }, and marked. A commune's is the mean over residents aged 14+.
formula-straight-km = Distance on the sphere from the village's place to the commune centre.
formula-distance-band = Groups by road distance: 0–5, 5–10, 10–20 and 20+ km; a boundary belongs to the group above.
formula-catchment = The part of the commune nearer to this village than to any other (Voronoi cell). Illustrative, not a boundary.
formula-registrations-per-group-day = New counts that name the group ÷ those of its group-days of which its count is known. A group-day: a visit, or a count above zero.

## Vocabulary
status-behind = Behind schedule
status-on = On schedule
status-ahead = Ahead of schedule
attainment-class-under-50 = Below 50%
attainment-class-50-to-65 = 50–65%
attainment-class-65-to-80 = 65–80%
attainment-class-80-to-95 = 80–95%
attainment-class-over-95 = 95% and above
distance-band-under-5 = Below 5 km
distance-band-5-to-10 = 5–10 km
distance-band-10-to-20 = 10–20 km
distance-band-over-20 = 20 km and above
distance-band-unknown = Unknown
electricity-grid = grid electricity
electricity-off-grid = off-grid electricity
electricity-none = no electricity
mobile-signal-good = good signal
mobile-signal-weak = weak signal
mobile-signal-none = no signal
stage-received = received
stage-issued = issued
stage-activated = activated
stage-guided = guided
level-village = village
level-commune = commune
role-police = Police
role-peoples-committee = People's Committee officials
role-teacher = Teachers
role-village-head = Village heads
role-youth-union = Youth Union
role-womens-union = Women's Union
role-community-digital-group = Community digital-technology group
role-grassroots-security = Grassroots security-and-order force
role-order-protection = Order protection
role-student-volunteer = Volunteer students
audit-name-cumulative-falling = Cumulative counts that fall
audit-name-report-before-start = Reports from before the first day, perhaps counted twice
audit-name-baseline-only-of-commune = Cumulative counts of a village whose baseline only the commune gave
audit-name-done-above-eligible = More done than residents aged 14+
audit-name-level2-above-id-card = More level-2 accounts than identity cards
audit-name-missing-target = Reports without a target
audit-name-targets-against-commune = Villages' targets do not add up to the commune's
audit-name-village-without-place = Villages without coordinates
audit-name-villages-against-commune = Villages do not add up to the commune's own total

## The definitions page
definitions-assumptions = Published, simulated and assumed
definitions-indicators = What is counted
definitions-indicators-sub = Received, issued and activated are different counts
indicator-unit = Unit
indicator-stage = Stage
indicator-level = Reported by
indicator-has-target = Has a target
definitions-measures = How it is calculated
definitions-measures-sub = Each number is calculated in one place and reads the same on card, chart, table and download
definitions-audits = Audits
definitions-audits-sub = Questions that must return nothing; asked whenever the data is built
audit-clean = ● Agrees
audit-found = ▼ { $count ->
    [one] { $count } point
   *[other] { $count } points
} to look at
audit-numbers = { $found } against { $expected }
definitions-batches = The files behind the figures
definitions-batches-sub = Version { $version }, built at { $time } on { $day }
definitions-queries = The questions
definitions-queries-sub = Each chart leads to its SQL

## Command line and mistakes
build-done = Built data version { $version }.
build-refused = Not built: { $count ->
    [one] { $count } mistake
   *[other] { $count } mistakes
}. The present data stays.
mistakes-alike = … and { $count } more of this kind, in rows { $rows }.
mistakes-more = … and { $count } more.
mistake-row = row { $row }
mistake-column = column { $column }
mistake-no-folder = there is no such folder. Check the path.
mistake-no-file = there is no such file. Check the path.
mistake-missing-table = the file of the table { $value } is missing. Add { $value }.csv to the folder.
mistake-unknown-table = no telling which table this file is for. Let its name begin with one of: { $detail }.
mistake-empty-file = the file is empty. Export it again, or leave it out.
mistake-wrong-kind = the content is not { $detail } as the name says. Export it in the right format.
mistake-unreadable = this { $detail } file cannot be read; it may be damaged or cut off. Export it again.
mistake-not-utf8 = the text here is not UTF-8. Save the file as “CSV UTF-8”.
mistake-nul-byte = there is a NUL character in the file. Save it again as “CSV UTF-8”.
mistake-repeated-column = the header names a column twice: { $value }. Rename or remove one.
mistake-ragged-row = the cells do not match the { $detail } columns of the header, or a quotation mark is left open. Mend this row.
mistake-missing-column = this column is missing. Add it to the file.
mistake-unknown-column = this column is not in the contract. Remove it, or rename it to one of: { $detail }.
mistake-missing = the cell is empty but must be filled. Fill it in.
mistake-no-value = “{ $value }”: the cell shows an error, or a formula without a saved result. Open the file in Excel, mend the cell, and save it again.
mistake-not-integer = “{ $value }” is not a whole number. Write digits only, such as 12.
mistake-not-number = “{ $value }” is not a number. Write it like 12.5, with a point.
mistake-period = “{ $value }” is a week, a month or a year, not a day. Write one day; of a sum of several days, the running total with the last of them.
mistake-not-iso-date = “{ $value }” is not a date of the form YEAR-MONTH-DAY. Write it like 2025-08-02.
mistake-no-such-date = “{ $value }” is not in the calendar. Check day and month.
mistake-too-early = “{ $value }” is before { $detail }. Check the year.
mistake-too-late = “{ $value }” is after { $detail }. Check the year.
mistake-not-boolean = “{ $value }” is neither true nor false.
mistake-out-of-range = “{ $value }” is outside { $detail }. Check the number.
mistake-not-in-list = “{ $value }” is not one of: { $detail }.
mistake-bad-code = “{ $value }” does not look like such a code ({ $detail }). Keep leading zeros; Excel tends to drop them.
mistake-id-number = “{ $value }” has nine digits or more in a row, like a person's identity or telephone number. Nothing of a person is kept: take the number out.
mistake-too-long = “{ $value }” is longer than { $detail } letters: shorten it.
mistake-duplicate = “{ $value }” is there already (file and row: { $detail }). Keep one of the rows.
mistake-unknown-code = “{ $value }” is not in the table “{ $detail }”. Correct the code, or add it there.
mistake-negative = “{ $value }” is negative. Mend it; if it is a correction, add a column “Correction” with true in this row.
mistake-one-count = exactly one of new_count and cumulative_count must be filled (found: “{ $value }”).
mistake-one-place = exactly one of village_code and commune_code must be filled (found: “{ $value }”).
mistake-commune-only = “{ $value }”: this indicator is reported by communes only. Remove the village code, give the commune's.
mistake-code-taken = “{ $value }” is the code of a commune or province. Give the village another, such as the commune's code and a number.
mistake-future = “{ $value }” has not come yet. Check the date.
mistake-plan-dates = “{ $value }”: a target needs a due day, and it cannot be before the first day.
mistake-half-place = both latitude and longitude are needed (found: “{ $value }”). Fill in both or leave both empty.
mistake-outside-outline = ({ $value }) lies { $detail } km outside the commune's outline. Check the coordinates.
mistake-bad-outlines = not GeoJSON with a commune_code for each outline. Correct or remove the file.
mistake-unknown-outlines = no outline fits a known place, and the file's name does not say that it is a layer of the map (roads, rivers, neighbours). Give each outline its commune_code, or name the file after what it shows.
mistake-bad-description = this description cannot be read. Use JSON like the sample's datapackage.json.

mistake-falling = “{ $value }”: the cumulative count falls. Mend it; if it is a correction, add a column “Correction” with true in this row.
mistake-below-zero = “{ $value }”: the correction takes the place below zero. Correct the day that was wrong, or leave the row out.
mistake-whole-day-below = “{ $value }”: a count without a group is the place's whole day and cannot be below what groups said of that day. Mend it; if it is another work, name its group.
mistake-whole-day-equal = “{ $value }”: a count without a group equals what groups said of that day. If it is another work, name its group; if it is the place's whole day (it counts once), bring this file in on the Data page and confirm it there.
mistake-positive-correction = “{ $value }”: a positive correction of a count that is there. If it is the right count, take away the mark of a correction; if it is to be added, bring this file in on the Data page and confirm it there.
mistake-repeated-correction = “{ $value }”: another file has brought the same correction already. If it is the same, leave the row out; if it is meant a second time, bring this file in on the Data page and confirm it there.
mistake-unknown-name = “{ $value }” is neither a name nor a code of the table “{ $detail }”. Correct it, or add it to that table.
mistake-person-in-file = here stands what looks like a person's identity or telephone number ({ $detail }): take it out.
note-completed = The file lacks { $count } columns ({ $what }): what is known of them stays
left-out-sheet = Another sheet, not taken: { $text }
left-out-hidden-sheet = A hidden sheet, not taken: { $text }
bad-choice = This answer is not valid. { $reason }
changes-back = This page looks back. Return to now to bring data in, take it back or note a finding.
changes-off = This server is for reading: nothing is brought in, undone or noted from its pages. Use its command line.
job-failed = This could not be done, and nothing was changed. The server's log has the reason.
job-too-long = This took too long and was stopped; nothing has changed. Another import may be running: try again in a few minutes.
mistake-no-header = no row of headers found. Add one, such as “Date, Village, Indicator, Cumulative”.
mistake-no-answer = “{ $value }” is none of the answers: { $detail }.
mistake-of-several = “{ $value }”: this number is merged over several rows. Write each row's own.
mistake-hidden-sheets = only hidden sheets could be a table: { $value }. Show the one that is meant in Excel, or choose it.
mistake-no-sheet = there is no sheet “{ $value }”. The sheets are: { $detail }.
mistake-no-rows = there is no row of data below the headers. Check the sheet.
mistake-too-large = the file is larger than { $detail } MB. Split it, or import it as contract CSV from the command line.
mistake-too-large-unpacked = the packed file would unpack to more than { $detail } MB and was not opened. Split it.
mistake-too-many-columns = there are more than { $detail } columns. Remove what is not needed and save again.
mistake-too-many-rows = there are more than { $detail } rows. Split the file, or delete the empty rows at its end.
mistake-villages-as-columns = the headers are villages ({ $value }). Turn the table round (in Excel: copy, paste special, transpose), so that each village is a row.
mistake-no-unit = the header does not say in which unit the times are: hours or minutes. Write “(minutes)” into it, and minutes below.
mistake-scaled-unit = the file says “{ $value }”, so its numbers are no single counts. Write them in full and take that line out.
mistake-open-quote = a quotation mark (") begins a cell here and is not closed, so that whole lines below would be part of it. Close it, or take it out.
mistake-marks-not-counts = the columns of the indicators hold only 1 and 0 here, which are marks; “{ $column }” says { $value }. Write the count of each indicator.
mistake-long-before = “{ $value }” is more than a year before the campaign began. Check the year.
mistake-kind-column = the column “{ $column }” says of each row whether it is new or cumulative. Make two columns of it, “New” and “Cumulative”.
mistake-repeated-group = is the sheet of a repeated group (KoboToolbox, ODK): day and village stand in the main sheet. Join the two sheets into one and bring it in again.
mistake-long-line = this line is too long for a table. Export the file again as “CSV UTF-8”.
mistake-unknown-letters = the text encoding of this file is unknown. Save it as “CSV UTF-8” or Excel.
mistake-locked = the file has a password. Remove it and save again.
mistake-empty-zip = the zip file holds no data file. Check it.
mistake-no-coordinates-system = the coordinate system of the outlines is unknown. Add the .prj file, or export as WGS 84.
mistake-question = needs an answer first: { $value } ({ $detail }). On the data page it is a click.
mistake-more-than-outlines = the file has tables beside one layer of outlines ({ $detail }). Export the layer of outlines alone, and bring that in.
mistake-memory = the file needs more memory than allowed, or broke its reader; nothing was changed. Split or export it again.

warn-beside = Rows for a day and place that has counts of another group: { $count }. Those of the file are added, they replace nothing. If it is the same work, name the same group.
warn-corrected = Correction, { $place }, { $day }: { $sum }.
warn-corrected-more = … and { $count } more corrections.
warn-below = Row { $row }, { $place }: cumulative { $count } is below the { $known } reached; the total will fall.
warn-below-more = … and { $count } more cumulative rows are below what was reached.
warn-above = Row { $row }, { $place }: cumulative { $count } is above its { $known } people aged 14 and over.
warn-above-more = … and { $count } more cumulative rows are above the people aged 14 and over.
warn-apart = Row { $row }, { $place }: the cumulative column says { $count }, but what is known and the new count come to { $known }. Reports of earlier days may be missing, or one of the two is wrong.
warn-apart-more = … and { $count } more rows have another cumulative number than what is known and new.
warn-list = This list replaces counts of the same village and day. If it continues an earlier list, join both into one file.

# The store
import-done = { $file }: brought into { $table } (rows: { $rows }), batch { $code }.
nothing-changed = Nothing changed: this is in the data already.
undo-done = Batch { $code } no longer counts. It is kept; “redo { $code }” puts it back.
redo-done = Batch { $code } counts again.
needs-first = The batch { $files } says that this one is simulated. Redo that one first.
needed-by-others = The batches { $files } build on this one. Undo those first.
unknown-batch = There is no batch { $code }. “batches” lists them.
store-busy = Another import has been running for too long. Try again later.
ledger-newer = The ledger { $path } tells of something that this version does not know: a later version of this software wrote it. Start that version. Nothing was changed.
ledger-damaged = The ledger { $path } cannot be read. The batches are safe; bring back a backup with “restore”.
disk-failed = The store cannot be written: { $reason }. Nothing has changed; free some space or check the right to write, then try again.
verify-clean = Every batch and the snapshot are whole.
finding-batch-damaged = Batch { $what }: its { $part } is missing or was changed. Bring it back from a backup with “restore”.
finding-batches-disagree = { $what } It counts already { $part }; undo its batch or bring in a correction.
finding-snapshot-missing = The snapshot that { $what } names is gone { $part }. Run “rebuild”.
finding-snapshot-old = The snapshot that { $what } names was built by another version of the software { $part }. Run “rebuild”.
finding-snapshot-damaged = { $what } cannot be read { $part }. Run “rebuild”.
finding-snapshot-differs = The table { $what } is not what the batches say { $part }. Run “rebuild”.
backup-done = Copied { $count } new batches into { $folder }.
backup-not-empty = { $folder } holds other files and is no backup. Choose an empty folder.
no-backup = { $folder } is no backup: it has no ledger.json.
preview-change = { $file }: { $new } new, { $replaced } replace earlier counts, { $same } say the same again, { $rejected } rejected.
sample-not-ours = { $folder } holds files that are not a simulated campaign. Choose an empty folder, so that nothing is lost.
bad-parameters = Write each parameter once, as name=value.
bad-setting = { $setting }: not a valid value ({ $reason }).

## The data page
page-data = Data
say-no-batches = Nothing was brought in yet. Drop a file below to begin.
say-no-batches-count = All { $count } batches are undone, none counts. Redo one, or drop a new file.
say-batches = { $count } batches count. The newest: { $file }, { $at }{ $by }.
data-drop = Drop files here, or click to choose: Excel, ODS, CSV, Parquet, outlines or map layers (GeoJSON, GeoPackage, KML, zipped Shapefile), or a zip file
data-choose = Choose files
upload-refused = The file was not taken: it is larger than { $megabytes } MB, or the server holds too many files that were not brought in, or the page Data is no longer open. Bring large files in with “enrolment import”; else open the page anew and try again.
paste = Paste a table from Excel, Zalo or a web page
paste-label = Copy the header line too and paste it here. Messages such as “Thôn 01: 5” are read as well.
paste-example = Village ⇥ VNeID level 2 on the day …
paste-take = Read this table
paste-count = Count
paste-file = Pasted table { $number }.txt
take-away = Take this file away without bringing it in
outlook = Once { $count ->
    [one] the file that is ready is in
   *[other] the { $count } files that are ready are in
}, the totals will be:
outlook-line = { $place }, { $indicator }: { $before } → { $after } ({ $by })
outlook-more = … and { $count } more lines.
outlook-villages = By village ({ $count } lines)
outlook-before = Now
outlook-after = Afterwards
outlook-by = Change
day-taken = Day of the counts, as the file says (change it where it is wrong)
answers-before = This file came in before and was taken back: the answers of that time are used again.
answers-anew = Press to answer everything anew
columns-unsure = These columns could mean something else: please look, and change what is wrong.
note-commune-taken = { $what }, the only commune there is, is taken for { $count } rows that name none.
note-day-taken = The day { $what } of the title or the file's name is taken for { $count } rows that name none.
data-looking = Reading and comparing …
file-known = This file was brought in before: nothing new.
file-change = { $table }: { $new } new, { $replaced } replace earlier counts, { $same } say the same, { $rejected } rejected.
file-shapes = { $table }: { $new } outlines.
file-layers = { $table }: { $new } lines or areas.
file-asks = { $count ->
    [one] One question below needs an answer.
   *[other] { $count } questions below need an answer.
}
file-refused = Cannot come in yet: { $count ->
    [one] one mistake.
   *[other] { $count } mistakes.
}
persons-found = This looks like a list of single people (columns { $columns }). Such a list is never stored.
ask-count-persons = Is each row one person?
persons-none = No, these rows are not persons (columns { $columns } are something else)
persons-count = Yes: only count by village and day, each identity number once, and keep no list
ask-table = Which table is this file?
ask-sheet = Sheet
ask-which-sheet = Several sheets look like this report. Which one shall come in? Drop the file once more for the next.
ask-who = Person or office bringing it in
ask-who-example = for example: Commune police
ask-day = Which day are the counts of? (day/month/year)
ask-day-take = Take { $day }, as the file says
ask-take = Take “{ $answer }”, as the file says
ask-indicator = Which indicator are the counts of?
ask-place = Which place is “{ $written }”?
ask-commune = Of which commune are the villages of the file?
answer-none = None of these (the row is rejected)
ask-letters = The file is written in an old font. Which reading is right?
ask-dates = How is the day “{ $about }” to be read?
ask-decimals = How are numbers in { $about } to be read?
ask-counts = Are the numbers in “{ $about }” new on the day, or cumulative?
ask-corrections = Positive corrections of counts that are there (row: count · correction): { $about }. What are they?
ask-again = Another file has brought the same corrections already (row: count): { $about }. Are they meant a second time?
ask-whole-day = A count without a group equals what groups said of that day (row: counts): { $about }. Is it the place's whole day? If it is another work, name its group in the file.
ask-above = Counts above the people of their place (row: count > people): { $about }. Are they meant? If they are a slip of the keyboard, mend the file.
answer-above-yes = Yes, these counts are right
ask-blanks = Blank cells ({ $about }): do they say the same as the cell above?
answer-blanks-above = Yes, the same as above
answer-blanks-no = No, something is missing there
ask-early = Days more than a month before the first plan begins (row: day): { $about }. Are they meant? If the year or the month is a slip, mend the file.
answer-early-yes = Yes, these days are right
ask-lines = Are the counts below or beside “{ $about }” results to bring in?
answer-lines-same = Yes, count them like all rows
answer-lines-out = No, leave these rows out
ask-are-new = These new counts are as large as all that was reported before, as cumulative counts are (row: new ≥ before): { $about }. Were really so many added on that day? If they are cumulative, write “Cumulative” into the header in place of “New”.
answer-are-new-yes = Yes, so many were added on that day
ask-form-day = The form is of { $form }, its rows say { $rows }. Of which day are the counts?
answer-form-day-form = Of the form's day, { $reading }
answer-form-day-rows = Of the days in the rows: { $reading }
left-out-deleted = Row { $row } was deleted where the file comes from: { $text }
answer-letters-tcvn3 = TCVN3: { $reading }
answer-letters-vni = VNI: { $reading }
answer-letters-keep = As it stands: { $reading }
answer-dates-dmy = Day first: { $reading }
answer-dates-mdy = Month first: { $reading }
ask-year = Of which year is the day “{ $about }”?
ask-swapped = The column of days has real days and texts such as “{ $about }”: Excel may have swapped day and month. How are the real days to be read?
answer-swapped-no = As they stand in Excel: { $reading }
answer-swapped-yes = With day and month swapped back: { $reading }
answer-decimals-comma = The comma is the decimal sign: { $reading }
answer-decimals-point = The point is the decimal sign: { $reading }
answer-counts-new = New on the day
answer-counts-cumulative = Cumulative at the end of the day
answer-corrections-replace = The right count: it replaces the one that is there
answer-corrections-add = To be added to the count that is there
answer-again-yes = Yes, a second time
answer-again-no = No, it is the same: it changes nothing
answer-whole-day-yes = Yes, the whole day: it counts once
ask-same = The columns { $about } all say “{ $what }”. Which one counts?
answer-same-column = { $header } (column { $letter })
answer-same-together = Add these columns up
columns-of-file = How this file is understood: its table and { $count } columns
first-rows = The first rows, as they will be stored
left-out-rows =
    { $count ->
        [one] { $count } thing
       *[other] { $count } things
    } recognised, left out or mended
left-out-title = Row { $row } is a title: { $text }
left-out-total = Row { $row } is a total: { $text }
left-out-numbering = Row { $row } numbers the columns: { $text }
left-out-header = Row { $row } repeats the headers: { $text }
left-out-note = Row { $row } is a note below the table: { $text }
left-out-blank = Blank rows: { $text }
left-out-more = … and more rows: { $count }
note-hidden-columns = What stands in hidden columns is taken too ({ $what }): look whether it is meant
note-remarks = { $count } remarks that hang on cells are not read (cells { $what }): look whether one says something of its count
note-hidden-rows = { $count } rows that the sheet hides are taken too (rows { $what }): look whether they are meant
mistake-no-village = the village is missing here, and other rows of this day have one. Write it; a total, or a count of the commune's own, belongs into a file of its own.
note-zeros = Put the leading zero back in { $count } codes (column { $what })
note-one-count = { $count } places have a new and a cumulative count: the new one is taken, the cumulative one is not
note-persons = Counted { $count } people; the list is not kept
note-repeated = { $count } rows with a repeated identity number count once
note-unnumbered = { $count } rows without an identity number count as a person each
note-layer-road = The map gets the layer “Roads” ({ $what }): { $count } lines or areas
note-layer-river = The map gets the layer “Rivers” ({ $what }): { $count } lines or areas
note-layer-neighbour = The map gets the layer “Neighbours” ({ $what }): { $count } lines or areas
note-layer-other = The map gets the layer “{ $what }”: { $count } lines or areas; name the file after what it shows (roads, rivers, neighbours) to have it drawn as that
note-outlines = { $count } outlines recognised
note-mended = { $count } outlines had invalid rings and were mended
note-points = Points after simplifying for the screen: { $what }
note-area = Area changed by { $what }
note-no-place = { $count } shapes fit no known place and were left out
leave-out = Leave { $count } wrong rows out, bring in the others
download-bad-rows = Download the wrong rows with reasons
button-import = { $count ->
    [0] Bring in
    [one] Bring in 1 file
   *[other] Bring in { $count } files
}
button-nothing = No file is ready to come in.
button-answer = { $count ->
    [one] One file still needs an answer.
   *[other] { $count } files still need answers.
}
button-mistakes = Mend the mistakes above, then drop the file again.
button-rejecting = Mend the wrong rows and drop the file again, or choose to leave them out.
clock-behind = The history has something at { $last }, but this machine’s clock says { $now }. One of the two clocks is wrong: look at the date and time of this machine.
clock-right = This machine’s date and time are right
button-clock = Confirm the date and time of this machine.
button-who = Say who brings it in, then the button works.
button-same = Nothing new beside the present data.
step-reading = Reading the files
step-comparing = Comparing
step-staging = Laying the data out
step-building = Calculating the tables
step-writing = Writing
undo-means = The numbers of this batch no longer count. Nothing is deleted, it can be put back.
way-back-who = First say above which person or office does it.
history-set-up = Set-up files: communes, villages, targets, groups … ({ $count })
undo-confirm = Undo this batch
redo-means = The numbers of this batch count again, where they stood.
redo-confirm = Redo this batch
outcome-import = ● Brought in { $names } (rows: { $rows }). It can be undone in the history.
outcome-undo = ● Undone. The data is kept, and can be redone.
outcome-redo = ● Redone.
outcome-refused = ▼ Nothing was changed.
templates = Forms and whole tables
templates-sub = Forms filled with the villages; codes keep their zeros; fill one in and drop it above
template-daily = Report of the day (Excel)
template-targets = Targets (Excel)
template-villages = List of villages (Excel)
form-before = Had before { $day } – { $indicator }
form-day = Write a day, such as 2026-11-26. This one is after the day of the form: its “Had before” is no longer true; download a new form.
form-count-guided = Only a whole number from 0 to the people of the village. Leave it empty where there is no report; 0 is a report of nothing new.
form-count = Only a whole number from 0 to the people of the village who are not reached yet. Leave it empty where there is no report; 0 is a report of nothing new.
tables-in-full = Tables in use (CSV)
history = What was brought in
history-sub = ● counts, ○ was undone, ✕ was erased. Undoing deletes nothing.
history-empty = Nothing was brought in yet.
history-all = Show all { $count }
history-rows = rows: { $count }
history-rejected = rejected: { $count }
history-undone = Undone: { $when }, { $who }
history-redone = Brought back: { $when }, { $who }
history-moved = Changed the totals: { $moved }
undo = Undo
redo = Redo
table-name-communes = Communes
table-name-teams = Groups
table-name-villages = Villages
table-name-indicators = Indicators
table-name-targets = Targets
table-name-progress = Progress
table-name-team-members = Group members
table-name-visits = Visits
table-name-contributions = Gifts
table-name-boundaries = Outlines
table-name-layers = Map layer
table-name-description = Description
target-new = New – { $indicator }
target-cumulative = Cumulative – { $indicator }
target-count = New or cumulative – { $indicator }
target-target = Target – { $indicator }
column-nothing = — not taken —
column-day = This column is a day
column-count = Count (new or cumulative)
column-row-number = Row
column-reported-on = Report date
column-village-code = Village code
column-commune-code = Commune code
column-indicator-code = Indicator
column-team-code = Team
column-new-count = New
column-cumulative-count = Cumulative
column-is-correction = Correction
column-baseline = Baseline
column-target = Target
column-starts-on = Starts on
column-due-on = Due on
column-assumed = Assumed
column-village-name = Village name
column-commune-name = Commune name
column-province-code = province_code
column-province-name = province_name
column-centre-latitude = centre_latitude
column-centre-longitude = centre_longitude
column-latitude = latitude
column-longitude = longitude
column-households = Households
column-population = Population
column-residents-14-plus = Aged 14
column-electricity = Electricity
column-mobile-signal = Mobile signal
column-road-km = Road distance
column-travel-minutes = minutes
column-ethnic-minority-share = ethnic_minority_share
column-smartphone-share = smartphone
column-name-vi = name_vi
column-name-en = name_en
column-short-name-vi = Short name in Vietnamese
column-short-name-en = Short name in English
column-unit-vi = unit_vi
column-unit-en = unit_en
column-stage = stage
column-level = level
column-definition-vi = definition_vi
column-definition-en = definition_en
column-team-name = Team name
column-role = Role
column-member-count = Members
column-visited-on = Visited on
column-households-visited = Households visited
column-elderly-transported = Elderly
column-received-on = Received on
column-item = Item
column-item-en = item_en
column-quantity = Quantity
column-unit = Unit

## Data quality
page-quality = Data quality
say-quality-clean = { $place }: the checks find nothing to look at.
say-quality-explained = { $place }: nothing is left open (findings with notes: { $explained }).
say-quality = { $place }, open findings: { $count }. Most of them: { $check } ({ $most }).
word-correct = Correct
word-correct-means = Do the numbers make sense
word-complete = Complete
word-complete-means = Is anything missing
word-clean = Clean
word-clean-means = Do sources agree
word-live = Live
word-live-means = Do reports still come
findings = What was found
quality-as-of = The newest report of all is of { $day }. A village is silent beside the newest report of its commune.
findings-sub = Of every indicator, up to the latest reported day. ▼ open, ● explained, ▲ fixed. A note stays with the data and shows where the number shows
findings-open = { $count ->
    [one] 1 finding open
   *[other] { $count } findings open
}
findings-none = Nothing open
findings-more = … and { $count } more, in the CSV
reports-all = { $indicator }: all { $units } reported on { $day }.
finding-status-open = open
finding-status-explained = explained
finding-status-fixed = fixed
finding-spike = { $found } on one day, usually { $expected }
finding-repeated-count = { $found } times in a row the count { $expected }
finding-digit-heaping = { $found } counts end in 0 or 5, chance gives about { $expected }
finding-silent = days of silence: { $found }, allowed { $expected }
finding-cumulative-falling = { $found }, was { $expected } before
finding-level2-above-id-card = level 2 { $found }, identity cards { $expected }
finding-done-above-eligible = { $found }; aged 14 and over are { $expected }
finding-report-before-start = { $found } before the first day
finding-villages-against-commune = villages sum to { $found }, the commune reports { $expected }, off by { $gap }
finding-targets-against-commune = villages' targets sum to { $found }, the commune's is { $expected }
finding-denominators-differ = target { $found }, residents aged 14+ { $expected }
audit-name-silent = Silent for too long
audit-name-spike = A day's count far above the usual
audit-name-repeated-count = The same count again and again
audit-name-digit-heaping = Too many round numbers
audit-name-denominators-differ = Denominators differ between sources
note-form = Note on a finding
note-form-sub = A note is a batch: it has an author and a time, and can be undone. No names of people
note-finding = Finding
note-status = Status
note-text = What you looked at, and found
note-example = for example: three days handed in at once, the number is right
note-save = Save the note
note-incomplete = Write the note and who writes it, then save again.
outcome-note = ● The note is saved.
table-reconciliation = Reconciliation: villages' sum and the commune's own count
table-reconciliation-sub = 10% and more must be looked at; numbers that agree do not stand here
reconciliation-flagged = { $count ->
    [one] { $count } row differs
   *[other] { $count } rows differ
} by 10% or more.
table-reports-village = Newest report of each village
table-reports-commune = Newest report of each commune
table-name-notes = Notes
measure-found-count = Found
measure-compared-count = Compared with
measure-gap-share = Off by
measure-last-reported-on = Newest report
measure-silent-days = Days silent
measure-report-count = Reports
notice-note = Note – { $place }, { $check }, { $day }: “{ $note }” ({ $status }, { $who }).
notice-notes-more = … and { $count } more notes on the page of data quality.

## Looking back
filter-known = As reported at
known-now = Now, all batches
answer-again = Press to answer again
known-building = Building the data of that moment …
known-notice = These are the numbers as reported at { $moment }.
known-unreadable = The link names a moment that cannot be read.
known-back = Back to now
event-import = brought in
event-replace = replaced everything:
event-undo = undid
event-redo = redid
later-changes = What has changed since
later-changes-sub = { $count ->
    [one] { $count } later change
   *[other] { $count } later changes
}, compared for the same day
later-changes-none = Later batches changed no number of this place up to { $day }.
later-then = Then
versions-link = By how much each change and each place moved the total
versions-moved = What changed between then and now
versions-told = { $indicator }: { $then } then (to the end of { $then_day }), { $now } now (to the end of { $now_day }): { $by }, by { $count ->
    [one] { $count } change
   *[other] { $count } changes
}.
versions-by-change = Change by change
versions-by-village = Village by village
versions-by-commune = Commune by commune
versions-of-all = Each change notes the total of all places alone: open the page of the province to see them.
versions-rest = By today's rules
versions-none = Nothing moved this total.
versions-map = Where counts became more and where less between then and now
difference-less = Less now
difference-same = As it was
difference-more = More now
versions-more = { $count } of { $all } are not drawn here: the smallest.
later-now = Now
later-by = Change
rules-moved = New rules of numbers ({ $at }) moved numbers that counted already: { $count }
rules-before = Before
rules-after = By the new rules
known-by-todays-rules = They are reckoned by today's rules, which are younger.
audit-name-positive-correction = A positive correction that replaced a count
finding-positive-correction = { $found } in place of { $expected }
later-batches = { $count ->
    [one] { $count } later change
   *[other] { $count } later changes
}
column-check-name = Check
column-place-code = Place
column-finding-status = Status
column-note = Note
still-there = { $code } is marked as erased, but the disk did not let its rows go (another program may have the file open, or the folder is read-only). Close that program, then run this command again.
still-counts = Batch { $code } counts: undo it first, then erase it.
erase-why = Say why: --why "…".
erase-done = The rows of batch { $code } are destroyed. The ledger keeps who did it, when and why. Destroy older backups that still have them.
erased = erased { $at }, { $who }: { $why }
verify-erased = { $count } batches were erased; their rows are not in the store any more.
files-forgotten = { $at }: { $count } files that earlier versions kept as they came were destroyed; only the rows as understood are kept. Destroy older backup folders too.
finding-leftover = { $what } is left over from something that was cut off, or from an earlier version: the next change clears it, or run rebuild.
finding-reads-otherwise = Batch { $what } would be read otherwise today ({ $part }): check with whoever sent it, undo it, erase it, and bring the file in again.
reads-otherwise-some = { $count } files would be read otherwise today
reads-otherwise = { $file }: counted is { $before }; read again it gives { $after }. Check with whoever sent it; if need be undo it, erase it (the command erase) and bring the file in again.
reads-nothing = nothing (it would ask, or refuse)
known-erased = { $count } batches that counted then were erased since, and are not in these numbers.
mistake-second-header = here is another line of headers; the columns below it may stand in another order: put the two tables into two sheets or two files.
mistake-two-tables = one sheet has several columns of villages ({ $value }), and nobody can tell whose the counts are: put each table into a sheet of its own.
mistake-form-header = the counts here stand beside “{ $detail }”, but their header no longer says what they are. Write “New – …” with the name of the indicator into it, or download the form again.
mistake-name-beside-code = “{ $value }” stands beside the code of { $detail }. Nobody can tell which of the two the counts are of (was one column sorted?): mend the code or the name.
mistake-before-start = “{ $value }” is more than a month before the campaign began. Check year and month; if it is right, bring this file in on the Data page and confirm it there.
mistake-above-people = “{ $value }”: with this count the place has more than its people. If the counts are cumulative, say so in the header; if it is right, bring this file in on the Data page and confirm it there.
mistake-like-cumulative = “{ $value }”: the new count is as large as all reported before. If it is cumulative, say so in the header; if it is right, bring this file in on the Data page and confirm it there.
mistake-no-counts = no row has a count: fill in the counts and bring the file in again.
left-out-section = Row { $row } speaks of the rows below it: { $text }
left-out-heading = Row { $row } names a group: { $text }
left-out-set-aside = Row { $row } is left out, as whoever brought the file said: { $text }
left-out-no-count = Row { $row } has no count, so it is no report: { $text }
left-out-superseded = Row { $row } is replaced by the last one of its village and day: { $text }
left-out-columns = Columns not taken: { $text }
note-repeats-add = { $count } rows of the same village, day and indicator were added up
note-repeats-last = Of { $count } rows of the same village, day and indicator only the last is taken
ask-repeats = Several rows are of the same village, day and indicator; they differ in { $about }. What counts? Where you are not sure, mend the file: one row for each village, day and indicator.
answer-repeats-add = Add these rows up
answer-repeats-last = Take the last one only
ask-column = What is the column “{ $header }”?
ask-column-of-days = Is the column “{ $header }” the day that each row reports?
doubt-total = Row { $row }, column { $column }: the total says { $said }, its rows add up to { $summed }
known-erased-needed = That moment cannot be shown any more: a batch that others built on was erased since. Choose another moment.
mistake-shapefile-lacks = the zip file lacks { $detail }: export the Shapefile again, and zip .shp, .shx, .dbf, .prj and .cpg together.
mistake-topojson = this is TopoJSON: export it as GeoJSON.
mistake-lines-not-areas = the file has lines and no areas: export the outlines as polygons.
mistake-layer-empty = the file has no lines and no areas to draw a layer of the map of. Export a layer that has them.
mistake-layer-elsewhere = nothing in the file lies near the communes that are known. Check its coordinate system, or export the right region.
mistake-layer-too-fine = the layer has { $value } points, more than { $detail }. Export the region that is needed alone, or simplify its lines.
mistake-same-name = { $detail } shapes are called { $value }, and none of them holds anything of that place, so nobody can tell which is meant: add a column commune_code.
note-no-features = { $count } members of the file are no features and were left out (number { $what })
host-unknown = This server does not answer to the name { $host }. Open it by the machine's name or number (such as http://192.168.1.20:8501), or put the name into ENROLMENT_HOSTS.
data-building = Building the data anew from the batches…
finding-clock-ahead = The ledger dates something ({ $part }) { $what }, later than now: the machine's clock was ahead. Check its date and time; the order is still the ledger's.
mistake-unclear-line = “{ $value }” speaks of a day, an indicator or a commune, and whether it holds for the rows below is not clear: add a column for it, or take the line out.

## Questions that pages answer, and how to read them
group-lead = Lead
group-analyse = Analyse
group-data = Data
question-overview = Where do we stand, will we make it, who is behind?
question-map = Where do most people remain?
question-village = Where does this village stand, and what holds it back?
question-alerts = What has turned, and does somebody look after it?
question-goals = Will we make the due day, and which villages carry what is left?
question-comparison = Who is behind beyond chance?
question-distance = Do those who remain live far away?
question-electricity = How much do power and signal matter?
question-teams = Which group went where, and what came of it?
question-data = What came in, from whom, and when?
question-quality = Which numbers need a second look?
question-definitions = How is each number calculated?
help-overview = Result/target (share). ▲ ahead of, ● on, ▼ behind the plan's line of that day.
help-map = Colours follow the scale above the map; hatched: no report yet. Click a place to open it.
help-village = The solid line is the village, the dashed one its commune.
help-alerts = ▼ new, ● seen, ▲ settled. An alert is a reason to ask, not a reproach.
help-goals = The solid line is what was done, the dashed one the plan, the shaded band the forecast. What is needed a day counts the working days left.
help-comparison = Small places stray further by chance than large ones. Only those outside the dashed lines are named; the line across is all together.
help-distance = Distances are by road; * marks those estimated from the straight line.
help-electricity = Villages that lack it beside those that have it; a difference is no proof of a cause.
help-teams = A day of a group is one with a visit or a result.
help-data = Drop files, see what they would change, then bring them in. Everything can be taken back.
help-quality = Each line is something to ask about, not a certain error.
help-definitions = One definition for cards, charts, tables and downloads.
more = More
ask-make-it = Will we make it?
ask-behind = Who is behind?
ask-alerts = Alert
ask-changed = What is new?
answer-stand = { $indicator }: by { $day }, { $place } reached { $reached }; remaining: { $remaining } { $who }.
answer-late = Behind the plan: { $count } of { $all }; most people remain in { $names }. They are too few to be compared with chance.
answer-none-late = Nobody is behind the plan, of { $all }.
answer-late-beyond = Behind the plan: { $count } of { $all }; beyond chance: { $names }{ $named ->
    [1] .
    [2] .
    [3] .
   *[other] {" "}and others, { $named } in all.
}
answer-late-within = Behind the plan: { $count } of { $all }; none of them further than chance and the usual differences go.
say-compared = { $indicator }: { $all } together { $reached }.
say-below = Below the limits: { $count } of { $all }, that is { $names }.
say-above = Above the limits: { $count } of { $all }, that is { $names }.
say-all-within = All lie within what chance and the usual differences between places do.
say-beyond-target = Another { $count } beyond the target of their village are not in this.
say-by-luck-none = By luck alone hardly any would be named.
say-by-luck = By luck alone { $count } would be named.
say-not-comparable = { $indicator }: in { $place } fewer than { $least } places have a report and a target; a comparison would say nothing.
say-left-aside = { $count ->
    [one] { $count } place without a report or a target is not compared.
   *[other] { $count } places without a report or a target are not compared.
}
chart-funnel = Attainment by size
chart-funnel-sub = Share of the target (people). Outside the dashed lines less than 1 in 500 places come to lie by chance and the usual differences between places
legend-limits = Limits of chance and usual differences
table-smoothed = Reported and smoothed
table-smoothed-sub = The smoothed share draws each place towards all together, the more the fewer people it has: in a small place a few people change the share much
answer-no-status = without a status: { $count }
answer-new-in = { $indicator }: { $count } on { $day }, in { $units } of { $all }, most in { $most } with { $most_count }.
answer-new = { $indicator }: { $count } on { $day }.
answer-no-report = { $indicator }: no report on { $day }.
answer-others = Others: { $others }.
answer-came-in = { $count ->
    [one] 1 change of the data since { $since }: { $files }
   *[other] { $count } changes of the data since { $since }: { $files }
}
answer-came-by = ({ $indicator } by { $by })
answer-more = and { $count } more
behind-village = Villages behind the plan
behind-commune = Communes behind the plan
measure-unvisited-days = Days since a visit
paper-source = Data { $version }
definitions-find = Keep definitions with
table-find = Keep rows with

## Streamlit's own words
chrome-skip = Skip to the page
chrome-main-page = The first page is shown instead.
chrome-per-file = @ a file at most
chrome-no-results = Nothing found
chrome-choose = Choose one
chrome-connection = Connection lost
chrome-not-responding = The server does not answer. The page comes back by itself once the network does.
chrome-not-running = The server on this machine is not running. Start it again with:
chrome-command = enrolment serve
chrome-no-page = There is no such page
chrome-no-page-more = There is no page at this address
chrome-menu-open = Open the menu
chrome-menu-close = Close the menu
chrome-pages = Pages
chrome-menu = Menu
chrome-clear = Clear
chrome-open = Open
chrome-close = Close
chrome-notifications = Notices
chrome-running = Calculating …

## Forecast
forecast-held = After { $days } days: the band of 80% held { $held } of { $all } times
forecast-unreadable = { $file } cannot be read: { $reason }. It takes a CSV with the columns campaign, reported_on, new_count, baseline, people.

## Alerts
alert-state-open = new
alert-state-explained = seen
alert-state-fixed = settled
alert-pace-fell = { $place }, { $indicator }: the last three days brought { $found } where the days before lead to { $expected }; so since { $since }.
alert-pace-leapt = { $place }, { $indicator }: the last three days brought { $found } where the days before lead to { $expected }; so since { $since }. Were the days before handed in with them?
alert-falling-behind = { $place }, { $indicator }: { $found } where the plan has { $expected }, and further behind on each day since { $since }.
alert-village-silent = { $place }: nothing reported since { $since }, on { $found } days on which others reported.
alert-newly-below = { $place }, { $indicator }: { $found } where the share of all makes { $expected }; beyond what chance does, since { $since }.
alert-reconciliation-off = { $place }, { $indicator }: the villages add up to { $found }, the commune reports { $expected }.
audit-name-pace-fell = Pace broke off
audit-name-pace-leapt = Pace leapt
audit-name-falling-behind = Falling further behind
audit-name-village-silent = Silent place
audit-name-newly-below = Dropped below chance
audit-name-reconciliation-off = Villages and commune apart
alerts-budget = The thresholds are set so that a commune in which nothing changes hears of at most { $alarms ->
    [one] one alert
   *[other] { $alarms } alerts
} a month.
alerts-young = Whether the pace has turned is not told of { $indicators }: it takes { $days } days of reports.
alerts-no-plan = No target is set: what is behind its plan is not told.
alert-rules = What is watched
alert-rule-pace = Pace: the last { $days } days of an indicator far below or above what the days before lead to, by { $factor } times at least and more than its days usually stray.
alert-rule-falling = Plan: behind it, and further on each of the last { $falling } reported days, by { $points } points at least.
alert-rule-silent = Silence: nothing from a place for { $silent } days on which others reported; later where reports are often missing.
alert-rule-below = Comparison: below what chance does for { $below } days, and within it before.
alert-rule-apart = Agreement: the villages' sum and the commune's own count a tenth apart or more.
alert-rule-followed = Plan of the day: a village that was planned and to which no group went, though others of that day are reported.
alerts-more = { $count ->
    [one] One more alert.
   *[other] { $count } more alerts.
}
say-no-alerts = Nothing has turned in { $place } by { $day }.
say-alerts = { $place }, { $day }: { $count ->
    [one] one alert
   *[other] { $count } alerts
}, { $new ->
    [0] all seen
   *[other] { $new } new
}.
no-such-place = No place with the code { $place }: `enrolment query frame/places place=` lists them.
filter-since = Compared with
measure-then-count = Then
measure-now-count = Now
measure-moved-count = Difference
moved = What moved since { $day }
moved-on-map = Who came fast and who slowly: see it on the map
moved-by = { $indicator }: { $total } from the end of { $since } to the end of { $day }, more in { $grown } of { $all }.
moved-none = { $indicator }: nothing is known of { $day }.
moved-nothing = { $indicator }: nothing has moved from the end of { $since } to the end of { $day }.
moved-of-all = Each indicator
moved-rest = Counted by the place alone
no-such-day = Nothing is known of { $day }: name a day from { $first } to { $last }, as YYYY-MM-DD.
alert-form = Say what became of an alert
alert-which = Alert
alert-example = for example: the group was ill, it goes again from Monday

## Tomorrow
ask-tomorrow = Where do we go tomorrow?
page-tomorrow = Tomorrow
question-tomorrow = Which group goes where next, and what comes of it?
help-tomorrow = The plan weighs who remains, the way, power, signal and how long nobody was there. Print it: a sheet for each group.
wishes = What there is, and what must be
wish-days = Days to plan
wish-generators = Generators: groups that can go without power
wish-kits = Offline kits: groups that can go without signal
wish-absent = Groups that are not there
wish-closed = Villages whose road is closed
wish-must = Villages that must be visited
wish-pace = How many people a group registers in an hour of stay; left empty, what the reports tell
wish-far = At least so many visits beyond { $km } km
wish-send = Plan
say-plan = { $days }: { $groups } go to { $villages } of { $place }; { $expected } registrations are expected.
say-plan-unknown = { $days }: { $groups } go to { $villages } of { $place }; how many register cannot be expected, since nobody has registered with a group so far.
say-plan-taken = { $day }, the plan that was taken: { $groups } go to { $villages } of { $place }; { $expected } registrations are expected.
say-plan-taken-unknown = { $day }, the plan that was taken: { $groups } go to { $villages } of { $place }.
say-plan-band = In 8 of 10 cases it is { $low }–{ $high }.
say-plan-gain = That is { $count } more than each group going to its own villages, give or take { $half }.
say-plan-gain-within = Each group going to its own villages brings { $count } fewer; the days of groups differ by more ({ $half }).
say-plan-empty = { $days }: no group can go anywhere in { $place } where people remain, with what there is and what is wished.
say-plan-less = Each group going to its own villages would bring { $count } more; the plan spends that on places long unvisited{ $wished ->
    [yes] {" "}and on what is wished.
   *[no] .
}
say-plan-gain-unknown = That is { $count } more than each group going to its own villages.
say-plan-no-gain = Each group going to its own villages registers as many; the plan differs in who is visited first.
no-plan-province = A plan is made for a commune: choose one.
no-plan-indicator = This indicator does not count people of villages: choose another to plan for.
no-plan-groups = The commune has no groups in the data: bring in the table teams, and the plan can send them.
no-plan-possible = There is no plan: no group is there, or no village can be reached and worked within a day. Change what there is below.
unmet-must = { $village } is not visited in time: { $reason }
unmet-far = Fewer than { $share }% of the visits go far: { $reason }
unmet-far-none = no village lies 15 km away or more; take the wish back.
unmet-far-closed = the roads to all far villages are closed; open one, or take the wish back.
unmet-far-too-far = the way to any far village and back leaves less than 90 minutes; a group would stay overnight.
unmet-far-generator = the far villages that can be reached have no power, and there is no generator; with one a group can go.
unmet-far-kit = the far villages that can be reached have no signal, and there is no offline kit; with one a group can go.
unmet-far-both = the far villages that can be reached have neither power nor signal, and there is neither a generator nor an offline kit; with one of each a group can go.
unmet-far-groups = the groups, equipment and days there are do not make more visits far away; another group or day, or fewer other wishes.
unmet-closed = its road is closed; open it, or take the wish back.
unmet-too-far = the way there and back leaves less than 90 minutes; the group would stay overnight.
unmet-generator = it has no power, and there is no generator; one is enough.
unmet-kit = it has no signal, and there is no offline kit; one is enough.
unmet-both = it has neither power nor signal, and there is neither a generator nor an offline kit; one of each is enough.
unmet-generators = on those days all generators are with other groups; one more is enough.
unmet-kits = on those days all offline kits are with other groups; one more is enough.
unmet-not-known = the way there, or how many people remain, is not known; bring it in.
unmet-groups = the groups bring more elsewhere; another group or day, or fewer other wishes.
plan-no-way = { $count ->
    [one] One village is left out: the way there, or how many people remain, is not known. Bring it in.
   *[other] { $count } villages are left out: the way there, or how many people remain, is not known. Bring it in.
}
plan-unreported = { $count ->
    [one] One village has not reported: its people are counted as remaining from its baseline on.
   *[other] { $count } villages have not reported: their people are counted as remaining from their baseline on.
}
plan-usual-pace = No visit with a count is known yet: { $pace } registrations an hour of stay are assumed.
plan-apart = No plan meets these wishes better by more than { $apart } registrations.
plan-how-good = How good is this plan?
plan-table = All visits in one table
plan-bound = Expected: { $expected }. With what visits after a long time are worth beside it: { $objective }; no plan has more than { $bound }, which is { $share } % more.
sheets = A sheet for each group
sheets-sub = Villages in order, people remaining, the way from the centre, what to bring, registrations expected
sheet-tally = Done:
stop-village = Village
stop-remaining = Remaining
stop-way = Way
stop-bring = Bring
stop-expected = Expected
bring-generator = generator
bring-kit = offline kit
way-minutes = { $minutes } min
way = { $km } km, { $minutes } min
no-plan-place = There is no plan for { $place } and { $indicator }: name a commune, and an indicator that counts people of villages.

## Distance, power and signal, deeper
chart-decay = Along the road (95%)
chart-fifths = How evenly people are reached along the road
fifth = { $number ->
    [1] nearest
    [5] furthest
   *[other] { $number }
}
from-to = { $low } to { $high }
say-decay = Villages { $km } km further are usually { $way ->
    [lower] lower
   *[higher] higher
} by { $points } points ({ $low } to { $high }).
say-decay-open = Each { $km } km further goes with { $points } points ({ $interval }), no more than chance.
say-gaps-remain = Beside each other there remain: { $gaps }.
say-gap-electricity = without electricity { $points } points ({ $interval })
say-gap-signal = weak signal { $points } points ({ $interval })
say-gap-distance = each 10 km further { $points } points ({ $interval })
say-no-gap-remains = { $count ->
    [one] It goes with no more than chance does.
   *[other] Beside each other, none of the { $count } goes with more than chance does.
}
say-evenness-index = Index of Erreygers { $index }: 0 is even, below it the near are ahead.
say-evenness = Of the fifth that lives nearest { $near } are reached, of the furthest { $far }: { $points } points. Index of Erreygers { $index }: 0 is even, below it the near are ahead.
say-half = Half of the people remaining live in { $half } of { $all } villages.
interval-one-side = not told: nearly all on one side
not-told-few = What goes with distance, power and signal is not told from { $count } comparable villages: it takes { $least } of which everything is known.
not-told-none = What goes with distance, power and signal is not told: no village has a target and all that it takes; { $least } are needed.
not-told-one-side = What goes with distance, power and signal is not told: nearly all { $count } comparable villages lie on one side.
not-told-all-done = What goes with distance, power and signal is not told: all { $count } comparable villages are done.
not-told-all-zero = What goes with distance, power and signal is not told: none of the { $count } comparable villages has begun.
not-told-together = Power, signal or distance lack in the very same villages: of the { $count } comparable ones nobody can tell them apart.
not-told-whole = What goes with distance, power and signal is not told: on one side of the { $count } comparable villages everybody or nobody is reached.
table-adjusted = Which gap remains beside the others
table-adjusted-sub = Percentage points of the share reached; of distance for ten kilometres further. A regression over the villages of which all three are known
factor-electricity = No grid electricity
factor-signal = Weak signal
factor-distance = Each 10 km further
measure-factor = What goes with it
measure-raw-points = As it is
measure-points = Beside the others
measure-interval = Interval of 95%
measure-without-one = Without any one village
measure-lacking-count = Lack it
measure-fifth = Fifth
measure-from-road-km = From (km)
measure-to-road-km = To (km)
formula-points = Binomial regression (logit, over-dispersed) of the share reached on power, signal and road distance; the average difference over the people if only this one were otherwise, in points.
caveat-points = It goes with the others, and with what nobody counted; it is no cause.

## What it would take
effort = What would it take?
effort-sub = As many people a group and day as in the last weeks, from the last report on; what generators add is not known from the reports
effort-groups = Groups
effort-days = Working days a week
days-a-week = { $count ->
    [one] one day a week
   *[other] { $count } days a week
}
say-effort = { $groups } on { $days }: { $band } by { $day }, most likely { $likely }.
reached-on = { $known ->
    [all] The target is reached on { $likely }, in 8 of 10 cases between { $early } and { $late }.
    [likely] The target is reached on { $likely }, at the earliest on { $early }; how late is not told.
   *[early] The target is reached on { $early } at the earliest; most likely later than a forecast goes.
}
reached-never = The target is not reached within the { $count } days that a forecast goes.
effort-enough = The present groups and days meet { $due } in 8 of 10 cases.
effort-change = To meet { $due } in 8 of 10 cases: { $groups } on { $days }, { $factor } times the present pace, since each further person is harder to reach.
effort-never = To meet { $due } in 8 of 10 cases it would take { $factor } times the present pace, since each further person is harder to reach: { $groups } on seven days a week are too few. Think of another due day or target.

## Plans that were taken
table-name-assignments = Plans
column-planned-on = Planned on
column-expected-count = Expected
measure-planned-on = Planned on
measure-is-visited-by-others = Another group was there
measure-is-visited = Was there
measure-expected-registrations = Expected
take-plan = Take this plan
take-plan-sub = It is kept as a batch, can be undone, and stands beside what happens. Of one day the plan taken last counts
outcome-plan = The plan is kept: { $rows } visits.
followed = Planned and done
followed-none = Nothing has been reported of { $day } yet: { $visits } visits are planned.
followed-by-others = { $count } of them by another group than planned.
followed-sum = { $day }: { $done } of { $visits } planned visits were made; { $found } registered where { $expected } were expected.
tally = Type the tally of { $day }
tally-sub = One number a village, empty where nobody was; it comes in as visits and as new counts of the group
tally-save = Bring the tally in
tally-incomplete = Write at least one number and who brings it in.
outcome-tally = The tally is in: { $rows } rows.
alert-plan-not-followed = { $place }: a visit was planned for { $since } and is not reported, though others of that day are.
audit-name-plan-not-followed = Plan not followed

## The map between two days, and played

since-none = — not compared —
chart-map-change = Pace from { $since } to { $day }, beside the pace of all
map-not-compared = not compared (nearly done before, or counts missing)
map-play = Play from the first day
map-stop = Stop
pace-class-under-half = Less than half the pace of all
pace-class-slower = Slower
pace-class-alike = As fast as all
pace-class-faster = Faster
pace-class-over-twice = At least twice as fast
measure-then-share = Reached on the first day
measure-now-share = Reached on the last day
measure-moved-points = Gained (points)
measure-pace-ratio = Times the pace of all
say-map-change = { $indicator } in { $place } from { $since } to { $day }: { $points } points. { $slow } of { $all } compared came less than half as fast as all; slowest: { $slowest }, { $least } points.
say-map-change-even = { $indicator } in { $place } from { $since } to { $day }: { $points } points. Of { $all } compared, none came less than half as fast as all; slowest: { $slowest }, { $least } points.
say-map-change-none = { $indicator }: from { $since } to { $day }, { $place } came no nearer to the target, so the pace of its parts cannot be compared.

## Communes by rank, and two side by side

ranks = Rank, beside { $since }
ranks-sub = By the share of the target that is reached; those that are equal share a rank.
side-by-side = Two communes side by side
side-by-side-sub = Choose two communes; each side has all indicators of its own.
ranks-up = up { $count }
ranks-down = down { $count }
ranks-same = unchanged
measure-rank-number = Rank
measure-rank-change = Change of rank
say-rank = { $rank } of { $all }

## A plan on the map

ways = The ways of the groups
ways-days = The first day is drawn through, later days are dashed.
ways-sub = From the centre to the villages in order; beside each line its group.

## Coverage beside distance

filter-colour = Colours show
colour-coverage = Coverage
colour-crossed = Coverage and distance
chart-map-crossed = Coverage and the road to the centre
coverage-low = Below 65%
coverage-middle = 65–80%
coverage-high = 80% and more
remoteness-near = under 10 km
remoteness-far = 10–20 km
remoteness-very-far = 20 km and more
villages-by-both = Villages
communes-by-both = Communes
map-not-crossed = coverage or road not known
say-crossed = { $indicator }: { $both } are both below 65% and 20 km or more away by road ({ $names }); { $remaining } of the { $all } people remaining are there.
say-crossed-none = None is both below 65% and 20 km or more away.

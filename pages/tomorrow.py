"""Tomorrow: which group goes where on the next days, what to bring, and what is expected of it."""

from enrolment.view import filters, head, history, kept_plans, parts, tomorrow

chosen = filters.show()
made = tomorrow.made(chosen)
head.title("tomorrow", made if isinstance(made, str) else tomorrow.headline(chosen, made))
history.show_outcome()
if kept := tomorrow.taken(chosen):
    parts.note(kept)
tomorrow.show_wishes(chosen)
if not isinstance(made, str):
    tomorrow.show(made)
    tomorrow.show_map(chosen, made)
    parts.source_line(made.villages)
    kept_plans.show_take(chosen, made)
kept_plans.show_tally(chosen)
kept_plans.show_followed(chosen)

"""What runs by itself: every so many seconds, or when in UTC. Each is safe late, twice and on two workers."""

from celery.schedules import crontab

SCHEDULE = {
    "purge at night": {"task": "hope_portal.safety.tasks.purge", "schedule": crontab(hour=8, minute=10)},
    "expire offers": {"task": "campaigns.tasks.expire_offers", "schedule": 60, "options": {"expires": 60}},
    "ask for reports": {"task": "campaigns.tasks.ask_for_reports", "schedule": 3600},
    "check links to NCMEC": {"task": "campaigns.tasks.check_links", "schedule": crontab(hour=10, minute=30)},
    "warn of late parcels": {"task": "campaigns.tasks.warn_of_late_parcels", "schedule": 3600},
    "chase late activations": {"task": "clubs.tasks.chase_late_activations", "schedule": 3600},
    "chase late requests": {"task": "campaigns.tasks.chase_late_initiatives", "schedule": 3600},
    "carry out imports that wait": {
        "task": "clubs.imports.tasks.carry_out_waiting_imports",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "deliver what a nudge missed": {
        "task": "hope_portal.outbox.tasks.deliver_due",
        "schedule": 30,
        "options": {"expires": 30},
    },
    "take back dates that nobody answered": {"task": "campaigns.tasks.lapse_proposals", "schedule": 3600},
    "owe reminders and thanks": {"task": "campaigns.tasks.owe_reminders", "schedule": 300},
    "owe the organisers' digests": {"task": "campaigns.tasks.owe_digests", "schedule": 3600},
    "follow new rules of zones": {
        "task": "campaigns.tasks.recompute_times",
        "schedule": crontab(hour=9, minute=20),
    },
}

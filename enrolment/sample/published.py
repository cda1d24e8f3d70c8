"""The published facts that the sample is calibrated to, and what it assumes beside them.

Source: Báo Thái Nguyên, August 2025, “Nỗ lực đưa dịch vụ số về bản”. See data/sample/README.md.
"""

from dataclasses import dataclass
from datetime import date

COMMUNE_CODE = "01864"
COMMUNE_NAME = "Xã Bằng Thành"
PROVINCE_CODE = "19"
PROVINCE_NAME = "Thái Nguyên"
CENTRE = (22.61206, 105.66707)  # latitude, longitude

STARTS_ON = date(2025, 7, 21)
ENDS_ON = date(2025, 8, 2)
DAYS = (ENDS_ON - STARTS_ON).days + 1
DUE_ON = date(2025, 8, 31)  # assumed

VILLAGES = 38
UNLIT_VILLAGES = 13
WEAK_SIGNAL_VILLAGES = 12
RESIDENTS_14_PLUS = 10_084
POPULATION = 13_984
AREA_KM2 = 208.22
FARTHEST_STRAIGHT_KM = 16.2
FARTHEST_ROAD_KM = 30.0
GROUPS = 8
MEMBERS = {
    "police": 48,
    "peoples_committee": 64,
    "teacher": 72,
    "village_head": 38,
    "youth_union": 56,
    "womens_union": 48,
    "community_digital_group": 64,
    "grassroots_security": 40,
    "order_protection": 16,
    "student_volunteer": 16,
}
GIFTS = (
    ("Tiền mua bánh mì, sữa bữa trưa", "Money for bread and milk at lunch", 3_000_000, "đồng", "dong"),
    ("Sữa", "Milk", 21, "thùng", "cartons"),
    ("Bánh", "Cakes", 400, "chiếc", "pieces"),
    ("Nước lọc", "Drinking water", 10, "bình", "bottles"),
    ("Bàn, ghế, quạt tại điểm thu nhận", "Tables, chairs, fans where people enrol", None, None, None),
)


@dataclass(frozen=True)
class Calibration:
    """What one indicator must add up to in the commune."""

    baseline: int
    added: int
    target: int | None


VILLAGE_INDICATORS = {
    "id_card": Calibration(0, 10_033, RESIDENTS_14_PLUS),
    "vneid_level2": Calibration(5_100, 1_449, RESIDENTS_14_PLUS),
    "health_record": Calibration(0, 3_204, None),
    "insurance_signature": Calibration(0, 2_987, None),
}
ORGANISATIONS = Calibration(0, 24, 41)
# What the plan's rows assume: the press names no due day, and no count of identity cards from before the campaign.
ASSUMED = {"id_card": "baseline due_on"}

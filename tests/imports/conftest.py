"""A store of known names to read office files with."""

import pytest

from enrolment.imports.meaning.names import Vocabulary


@pytest.fixture(scope="session")
def known() -> Vocabulary:
    villages = [(f"01864-{n:02d}", f"Thôn {n:02d}", "01864") for n in range(1, 6)]
    villages += [
        ("01864-40", "Thôn Nà Pài", "01864"),
        ("01864-41", "Văn Lăng", "01864"),
        ("01864-42", "Hòa Bình", "01864"),
    ]
    villages += [("01861-01", "Hòa Bình", "01861")]
    return Vocabulary(
        villages=tuple(villages),
        communes=(("01864", "Xã Bằng Thành", ""), ("01861", "Xã Nhạn Môn", "")),
        teams=(("01864-T1", "Tổ lưu động số 1", "01864"),),
        indicators=(
            ("id_card", ("Hồ sơ căn cước", "Identity-card records")),
            ("vneid_level2", ("Tài khoản định danh mức 2", "Level-2 accounts")),
            ("organisation_id", ("Định danh tổ chức", "Organisation e-ID")),
        ),
    )

"""A few real places of two jurisdictions, in the form of the package's files."""

from pathlib import Path

CITIES = """code,name,provinceCode
4201,"武汉市",42
2108,"营口市",21
"""
AREAS = """code,name,cityCode,provinceCode
210802,"站前区",2108,21
420106,"武昌区",4201,42
420111,"洪山区",4201,42
421002,"沙市区",4210,42
"""
STREETS = """code,name,areaCode,provinceCode,cityCode
210802008,"东兴街道",210802,21,2108
420106001,"积玉桥街道",420106,42,4201
420111001,"珞南街道",420111,42,4201
420111005,"梨园街道",420111,42,4201
"""
VILLAGES = """code,name,streetCode,provinceCode,cityCode,areaCode
210802008200,"光明村委会",210802008,21,2108,210802
420111001001,"洪珞社区居民委员会",420111001,42,4201,420111
420111005008,"新世纪社区居民委员会",420111005,42,4201,420111
420111005012,"东湖社区居民委员会",420111005,42,4201,420111
"""


def write(folder: Path) -> Path:
    """Write the four files and return the folder."""
    for name, text in {"cities": CITIES, "areas": AREAS, "streets": STREETS, "villages": VILLAGES}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder

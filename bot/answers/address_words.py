"""The words of a Chinese address, with their English: areas, ways, places, and what is numbered.

Each list goes from the larger to the smaller, and a longer word before one that it ends in.
"""

from __future__ import annotations

# From the largest to the smallest, as an address is written; what stands before the word is its name.
AREAS = (
    ("自治区", ""),
    ("高新区", "High-Tech Zone"),
    ("新区", "New Area"),
    ("开发区", "Development Zone"),
    ("园区", "Park"),
    ("省", "Province"),
    ("市", ""),
    ("区", "District"),
    ("县", "County"),
    ("街道", "Subdistrict"),
    ("镇", "Town"),
    ("乡", "Township"),
    ("村", "Village"),
)
WAYS = (
    ("大道", "Avenue"),
    ("公路", "Highway"),
    ("路", "Road"),
    ("大街", "Street"),
    ("街", "Street"),
    ("巷", "Lane"),
    ("胡同", "Hutong"),
)
PLACES = (
    ("大学宿舍", "University Dormitory"),
    ("学院宿舍", "College Dormitory"),
    ("学校宿舍", "School Dormitory"),
    ("学生宿舍", "Student Dormitory"),
    ("员工宿舍", "Staff Dormitory"),
    ("宿舍楼", "Dormitory"),
    ("宿舍", "Dormitory"),
    ("大学", "University"),
    ("学院", "College"),
    ("校区", "Campus"),
    ("小区", "Community"),
    ("社区", "Community"),
    ("新村", "New Village"),
    ("花园", "Garden"),
    ("大厦", "Building"),
    ("广场", "Plaza"),
    ("中心", "Center"),
    ("公寓", "Apartments"),
    ("苑", "Yuan"),
    ("园", "Park"),
    ("城", "City"),
)
NUMBERS = (
    ("号楼", "Building {}"),
    ("弄", "Lane {}"),
    ("号", "No. {}"),
    ("栋", "Building {}"),
    ("幢", "Building {}"),
    ("座", "Block {}"),
    ("单元", "Unit {}"),
    ("层", "Floor {}"),
    ("楼", "Floor {}"),
    ("室", "Room {}"),
    ("组", "Group {}"),
)
SIDES = {"东": "East", "西": "West", "南": "South", "北": "North", "中": "Middle"}
HEADS = "上海|北京|天津|重庆|江苏|浙江|安徽|南京|苏州|无锡|常州|杭州|宁波|温州|合肥|芜湖|浦东"
"""Places that are often written without 省, 市 or 区 before a smaller one."""
KNOWN = {
    "陕西": "Shaanxi",
    "内蒙古": "Inner Mongolia",
    "西藏": "Tibet",
    "长宁": "Changning",
    "工业": "Industrial",
    "科技": "Science",
    "高科技": "High-Tech",
    "高新": "High-Tech",
    "宿舍": "Dormitory",
    "宿舍楼": "Dormitory",
    "学校宿舍": "School Dormitory",
    "学生宿舍": "Student Dormitory",
}

"""A little commune of three villages, written by hand, to ask every question of."""

FILES = {
    "communes.csv": """commune_code,commune_name,province_code,province_name,centre_latitude,centre_longitude
10001,Xã A,10,Tỉnh Một,22.0,105.0
10002,Xã B,10,Tỉnh Một,22.5,105.0
""",
    "teams.csv": """team_code,commune_code,team_name
T1,10001,Tổ 1
T2,10001,Tổ 2
""",
    "villages.csv": "village_code,commune_code,village_name,latitude,longitude,households,population,residents_14_plus,"
    """electricity,mobile_signal,road_km,travel_minutes,team_code
A1,10001,Thôn 1,22.01,105.0,30,120,100,grid,good,4.9,10,T1
A2,10001,Thôn 2,22.09,105.0,50,250,200,none,weak,20,60,T1
A3,10001,Thôn 3,22.05,105.05,20,60,50,off_grid,good,,,T2
B1,10002,Thôn 1,22.51,105.0,80,500,400,grid,weak,9.9,20,
""",
    "indicators.csv": """indicator_code,name_vi,name_en,unit_vi,unit_en,stage,level,definition_vi,definition_en
cards,Thẻ,Cards,thẻ,cards,received,village,d,d
offices,Tổ chức,Offices,cơ sở,offices,received,commune,d,d
later,Sau,Later,lượt,times,guided,village,d,d
""",
    "targets.csv": """indicator_code,village_code,commune_code,baseline,target,starts_on,due_on
cards,A1,,40,100,2025-01-01,2025-01-10
cards,A2,,50,200,2025-01-01,2025-01-10
cards,B1,,0,400,2025-01-01,2025-01-10
offices,,10001,0,4,2025-01-01,2025-01-10
""",
    # A1 reports new counts, A2 cumulative ones with a fall that is a correction, A3 has no target.
    "progress.csv": "reported_on,village_code,commune_code,indicator_code,team_code,new_count,cumulative_count,"
    """is_correction
2025-01-01,A1,,cards,T1,10,,
2025-01-02,A1,,cards,T1,20,,
2025-01-03,A1,,cards,T1,-5,,true
2025-01-01,A2,,cards,,,60,
2025-01-02,A2,,cards,,7,,
2025-01-03,A2,,cards,,,65,true
2025-01-04,A2,,cards,,,105,
2025-01-02,A3,,cards,T2,25,,
2025-01-04,B1,,cards,,100,,
2025-01-02,,10001,offices,,3,,
2025-01-04,,10001,cards,,,180,
""",
    "visits.csv": """visited_on,team_code,village_code,households_visited,elderly_transported
2025-01-01,T1,A1,10,1
2025-01-05,T1,A2,20,2
2025-01-02,T2,A3,5,0
""",
    "team_members.csv": "team_code,role,member_count\nT1,police,3\nT1,teacher,4\nT2,police,2\n",
    "contributions.csv": "received_on,commune_code,item,quantity,unit\n2025-01-01,10001,Sữa,21,thùng\n",
}

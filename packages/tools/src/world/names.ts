/**
 * Chinese names of places, by the name that Natural Earth has for them and their country, and where two of
 * a country are called the same, their province. Its own table is from before it had them.
 */
export const placeNamesZh: Readonly<Record<string, string>> = Object.fromEntries(
  `
CN: Beijing 北京, Shanghai 上海, Chengdu 成都, Urumqi 乌鲁木齐, Baotou 包头, Changchun 长春, Changsha 长沙, Chongqing 重庆, Dongguan 东莞, Fuzhou 福州, Guangzhou 广州, Guiyang 贵阳, Hangzhou 杭州, Harbin 哈尔滨, Jinan 济南, Kunming 昆明, Lanzhou 兰州, Nanchang 南昌, Nanjing 南京, Nanning 南宁, Shenyeng 沈阳, Shenzhen 深圳, Taiyuan 太原, Tianjin 天津, Wuhan 武汉, Xian 西安, Zhengzhou 郑州, Zibo 淄博, Guilin 桂林, Hami 哈密, Hotan 和田, Huainan 淮南, Jiayuguan 嘉峪关, Kashgar 喀什, Lhasa 拉萨, Qiqihar 齐齐哈尔, Shantou 汕头, Xining 西宁, Yinchuan 银川, Altay 阿勒泰, Ankang 安康, Anshan 鞍山, Baoshan 保山, Beian 北安, Bose 百色, Chifeng 赤峰, Dalian 大连, Daqing 大庆, Dulan 都兰, Dunhuang 敦煌, Gejiu 个旧, Golmud 格尔木, Hailar 海拉尔, Handan 邯郸, Hefei 合肥, Hengyang 衡阳, Hohhot 呼和浩特, Houma 侯马, Huaiyin 淮阴, Jiamusi 佳木斯, Jilin 吉林, Jixi 鸡西, Linyi 临沂, Lupanshui 六盘水, Mianyang 绵阳, Nanchong 南充, Nanyang 南阳, Neijiang 内江, Ningbo 宁波, Qingdao 青岛, Quanzhou 泉州, Shache 莎车, Shaoguan 韶关, Shijianzhuang 石家庄, Shizuishan 石嘴山, Suzhou/Jiangsu 苏州, Suzhou/Anhui 宿州, Tianshui 天水, Tongliao 通辽, Ulanhot 乌兰浩特, Wenzhou 温州, Wuwei 武威, Wuxi 无锡, Wuzhou 梧州, Xiamen 厦门, Xichang 西昌, Xigaze 日喀则, Xuzhou 徐州, Yantai 烟台, Yining 伊宁, Yueyang 岳阳, Yulin/Shaanxi 榆林, Yulin/Guangxi 玉林, Zaozhuang 枣庄, Zhangye 张掖, Zhanjiang 湛江, Aksu 阿克苏, Anqing 安庆, Anshun 安顺, Anyang 安阳, Arxan 阿尔山, Baicheng 白城, Baoji 宝鸡, Bengbu 蚌埠, Benxi 本溪, Chamdo 昌都, Changde 常德, Changzhou 常州, Dali 大理, Dandong 丹东, Datong 大同, Erenhot 二连浩特, Foshan 佛山, Fushun 抚顺, Fuxin 阜新, Ganzhou 赣州, Guangyuan 广元, Haikou 海口, Hanzhong 汉中, Hegang 鹤岗, Heihe 黑河, Heze 菏泽, Huaibei 淮北, Huangshi 黄石, Huzhou 湖州, Jiaozuo 焦作, Jiaxing 嘉兴, Jinhua 金华, Jinzhou 锦州, Jiujiang 九江, Jyekundo 玉树, Kaifeng 开封, Karamay 克拉玛依, Korla 库尔勒, Kuqa 库车, Laiyang 莱阳, Langfang 廊坊, Leshan 乐山, Liaoyang 辽阳, Liaoyuan 辽源, Lijiang 丽江, Linfen 临汾, Liuzhou 柳州, Luan 六安, Luoyang 洛阳, Luzhou 泸州, Manzhouli 满洲里, Mudangiang 牡丹江, Nagchu 那曲, Nantong 南通, Nyingchi 林芝, Panzhihua 攀枝花, Pingdingshan 平顶山, Qinhuangdao 秦皇岛, Qitaihe 七台河, Sanya 三亚, Shangqiu 商丘, Shaoxing 绍兴, Shaoyang 邵阳, Shihezi 石河子, Siping 四平, Suining 遂宁, Tacheng 塔城, Taian 泰安, Tangshan 唐山, Tongchuan 铜川, Tumen 图们, Weifang 潍坊, Weihai 威海, Wuhai 乌海, Wuhu 芜湖, Xiangfan 襄阳, Xiantao 仙桃, Xianyang 咸阳, Xilinhot 锡林浩特, Xingyi 兴义, Xinxiang 新乡, Xinyang 信阳, Xinyu 新余, Yancheng 盐城, Yibin 宜宾, Yichang 宜昌, Yiyang 益阳, Yongzhou 永州, Yuxi 玉溪, Zhangjiakou 张家口, Zhenjiang 镇江, Zhuhai 珠海, Zhuzhou 株洲, Zunyi 遵义, Alxa Zuoqi 阿拉善左旗, Baoding 保定, Bayan Obo 白云鄂博, Beihai 北海, Cangzhou 沧州, Changzhi 长治, Chengde 承德, Chenzhou 郴州, Dezhou 德州, Gar 噶尔, Hechi 河池, Heyuan 河源, Jinchang 金昌, Jincheng 晋城, Jingdezhen 景德镇, Jingmen 荆门, Langzhong 阆中, Lianyungang 连云港, Liaocheng 聊城, Lishui 丽水, Longxi 陇西, Longyan 龙岩, Maanshan 马鞍山, Maoming 茂名, Meizhou 梅州, Nanping 南平, Ninde 宁德, Pingliang 平凉, Putian 莆田, Puyang 濮阳, Qingyuan 清远, Qinzhou 钦州, Quiemo 且末, Quzhou 衢州, Rizhao 日照, Shangrao 上饶, Shuangyashan 双鸭山, Shuozhou 朔州, Suihua 绥化, Tieling 铁岭, Tongling 铜陵, Tongren 铜仁, Turpan 吐鲁番, Weinan 渭南, Wenshan 文山, Xiangtan 湘潭, Xiaogan 孝感, Xinzhou 忻州, Xuchang 许昌, Yaan 雅安, Yakeshi 牙克石, Yangjiang 阳江, Zhangzhou 漳州, Zhaoqing 肇庆, Zhoukou 周口, Zigong 自贡
HK: Hong Kong 香港
TW: Taipei 台北
MN: Ulaanbaatar 乌兰巴托
JP: Tokyo 东京, Osaka 大阪, Hiroshima 广岛, Sapporo 札幌
KR: Seoul 首尔
KP: Pyongyang 平壤
VN: Hanoi 河内, Ho Chi Minh City 胡志明市
TH: Bangkok 曼谷
LA: Vientiane 万象
KH: Phnom Penh 金边
MM: Rangoon 仰光, Naypyidaw 内比都
PH: Manila 马尼拉
ID: Jakarta 雅加达, Bandung 万隆, Surabaya 泗水, Medan 棉兰
MY: Kuala Lumpur 吉隆坡
SG: Singapore 新加坡
BN: Bandar Seri Begawan 斯里巴加湾市
TL: Dili 帝力
IN: New Delhi 新德里, Delhi 德里, Mumbai 孟买, Kolkata 加尔各答, Bangalore 班加罗尔, Chennai 金奈, Hyderabad 海得拉巴, Pune 浦那, Nagpur 那格浦尔, Jaipur 斋浦尔, Kanpur 坎普尔, Patna 巴特那, Ahmedabad 艾哈迈达巴德, Surat 苏拉特
NP: Kathmandu 加德满都
BT: Thimphu 廷布
BD: Dhaka 达卡, Chittagong 吉大港
LK: Colombo 科伦坡
MV: Male 马累
PK: Islamabad 伊斯兰堡, Lahore 拉合尔, Karachi 卡拉奇
AF: Kabul 喀布尔
IR: Tehran 德黑兰, Mashhad 马什哈德
IQ: Baghdad 巴格达
SY: Damascus 大马士革, Aleppo 阿勒颇
LB: Beirut 贝鲁特
JO: Amman 安曼
IL: Jerusalem 耶路撒冷, Tel Aviv-Yafo 特拉维夫-雅法
SA: Riyadh 利雅得, Jeddah 吉达, Makkah 麦加
KW: Kuwait 科威特
AE: Abu Dhabi 阿布扎比, Dubai 迪拜
OM: Muscat 马斯喀特
YE: Sanaa 萨那
KZ: Astana 阿斯塔纳
KG: Bishkek 比什凯克
UZ: Tashkent 塔什干
TJ: Dushanbe 杜尚别
TM: Ashgabat 阿什哈巴德
AZ: Baku 巴库
GE: Tbilisi 第比利斯
AM: Yerevan 埃里温
TR: Ankara 安卡拉, Istanbul 伊斯坦布尔
RU: Moscow 莫斯科, St. Petersburg 圣彼得堡
UA: Kiev 基辅
BY: Minsk 明斯克
MD: Chisinau 基希讷乌
RO: Bucharest 布加勒斯特
BG: Sofia 索非亚
GR: Athens 雅典
CY: Nicosia 尼科西亚
AL: Tirana 地拉那
RS: Belgrade 贝尔格莱德
BA: Sarajevo 萨拉热窝
HR: Zagreb 萨格勒布
HU: Budapest 布达佩斯
AT: Vienna 维也纳
CZ: Prague 布拉格
PL: Warsaw 华沙
LT: Vilnius 维尔纽斯
LV: Riga 里加
EE: Tallinn 塔林
FI: Helsinki 赫尔辛基
SE: Stockholm 斯德哥尔摩
NO: Oslo 奥斯陆
DK: København 哥本哈根
IS: Reykjavík 雷克雅未克
DE: Berlin 柏林, Hamburg 汉堡, Munich 慕尼黑, Frankfurt 法兰克福
CH: Zürich 苏黎世, Geneva 日内瓦
BE: Brussels 布鲁塞尔
NL: Amsterdam 阿姆斯特丹
GB: London 伦敦
IE: Dublin 都柏林
FR: Paris 巴黎
ES: Madrid 马德里, Barcelona 巴塞罗那
PT: Lisbon 里斯本
IT: Rome 罗马, Milan 米兰, Naples 那不勒斯
MT: Valletta 瓦莱塔
MA: Rabat 拉巴特, Casablanca 卡萨布兰卡
DZ: Algiers 阿尔及尔
TN: Tunis 突尼斯
LY: Tripoli 的黎波里
EG: Cairo 开罗, Alexandria 亚历山大
SD: Khartoum 喀土穆
ET: Addis Ababa 亚的斯亚贝巴
ER: Asmara 阿斯马拉
SO: Mogadishu 摩加迪沙
KE: Nairobi 内罗毕
UG: Kampala 坎帕拉
TZ: Dar es Salaam 达累斯萨拉姆
MG: Antananarivo 塔那那利佛
MZ: Maputo 马普托
MW: Lilongwe 利隆圭
ZM: Lusaka 卢萨卡
ZW: Harare 哈拉雷
BW: Gaborone 哈博罗内
NA: Windhoek 温得和克
ZA: Cape Town 开普敦, Johannesburg 约翰内斯堡, Pretoria 比勒陀利亚, Durban 德班, Bloemfontein 布隆方丹
LS: Maseru 马塞卢
AO: Luanda 罗安达
CD: Kinshasa 金沙萨
CG: Brazzaville 布拉柴维尔
GA: Libreville 利伯维尔
CM: Yaounde 雅温得
CF: Bangui 班吉
TD: Ndjamena 恩贾梅纳
NG: Lagos 拉各斯, Abuja 阿布贾, Kano 卡诺
NE: Niamey 尼亚美
ML: Bamako 巴马科
BF: Ouagadougou 瓦加杜古
GH: Accra 阿克拉
TG: Lome 洛美
BJ: Cotonou 科托努
CI: Abidjan 阿比让, Yamoussoukro 亚穆苏克罗
LR: Monrovia 蒙罗维亚
SL: Freetown 弗里敦
GN: Conakry 科纳克里
GW: Bissau 比绍
MR: Nouakchott 努瓦克肖特
CV: Praia 普拉亚
US: Washington, D.C. 华盛顿, New York 纽约, Los Angeles 洛杉矶, Chicago 芝加哥, San Francisco 旧金山, Seattle 西雅图, Denver 丹佛, Houston 休斯敦, Dallas 达拉斯, Miami 迈阿密, Atlanta 亚特兰大, Boston 波士顿, Philadelphia 费城, Detroit 底特律, Phoenix 菲尼克斯, San Diego 圣迭戈, New Orleans 新奥尔良, Minneapolis 明尼阿波利斯, St. Louis 圣路易斯, Tampa 坦帕, Anchorage 安克雷奇, Honolulu 檀香山
CA: Ottawa 渥太华, Toronto 多伦多, Montréal 蒙特利尔, Vancouver 温哥华, Edmonton 埃德蒙顿
MX: Mexico City 墨西哥城, Guadalajara 瓜达拉哈拉, Monterrey 蒙特雷, Puebla 普埃布拉
GT: Guatemala 危地马拉城
SV: San Salvador 圣萨尔瓦多
HN: Tegucigalpa 特古西加尔巴
NI: Managua 马那瓜
CR: San Jose 圣何塞
PA: Panama City 巴拿马城
CU: Havana 哈瓦那
JM: Kingston 金斯敦
HT: Port-au-Prince 太子港
DO: Santo Domingo 圣多明各
CO: Bogota 波哥大, Medellin 麦德林, Cali 卡利
VE: Caracas 加拉加斯, Maracaibo 马拉开波
GY: Georgetown 乔治敦
SR: Paramaribo 帕拉马里博
EC: Quito 基多, Guayaquil 瓜亚基尔
PE: Lima 利马
BO: La Paz 拉巴斯, Sucre 苏克雷
CL: Santiago 圣地亚哥
AR: Buenos Aires 布宜诺斯艾利斯
UY: Montevideo 蒙得维的亚
PY: Asuncion 亚松森
BR: Brasilia 巴西利亚, Rio de Janeiro 里约热内卢, Sao Paulo 圣保罗, Salvador 萨尔瓦多, Recife 累西腓, Fortaleza 福塔莱萨, Belem 贝伦, Curitiba 库里蒂巴, Porto Alegre 阿雷格里港, Goiania 戈亚尼亚
AU: Canberra 堪培拉, Sydney 悉尼, Melbourne 墨尔本, Perth 珀斯
NZ: Wellington 惠灵顿, Auckland 奥克兰
PG: Port Moresby 莫尔兹比港
FJ: Suva 苏瓦
`
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [country = '', list = ''] = line.split(': ');
      const entries = list.matchAll(/(.+?) (\p{Script=Han}[\p{Script=Han}-]*)(?:, |$)/gu);
      return [...entries].map(([, name, zh = '']) => [`${country} ${name}`, zh] as const);
    }),
);

/** The name of a place in Chinese; undefined where it is not known. */
export function placeNameZh(country: string, name: string, province: string): string | undefined {
  return placeNamesZh[`${country} ${name}/${province}`] ?? placeNamesZh[`${country} ${name}`];
}

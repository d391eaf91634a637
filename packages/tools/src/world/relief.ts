/**
 * Deserts and mountains that a map names so that one knows where one is: a hint of relief, without shapes.
 * Natural Earth's regions are not in the files that the world is cut from; where a name stands is about the
 * middle of what it names, to the degree, from general knowledge.
 */
export interface Relief {
  readonly kind: 'desert' | 'mountains';
  /** The great ones are 1. */
  readonly rank: 1 | 2 | 3;
  readonly longitude: number;
  readonly latitude: number;
  readonly en: string;
  readonly zh: string;
}

const told = `
desert 1 104 43 Gobi 戈壁
desert 1 83 39 Taklamakan 塔克拉玛干沙漠
desert 3 104.2 38.3 Tengger Desert 腾格里沙漠
desert 3 102.5 40.2 Badain Jaran Desert 巴丹吉林沙漠
desert 3 109 39 Mu Us Desert 毛乌素沙地
desert 3 108 40.6 Kubuqi Desert 库布齐沙漠
desert 3 106.5 40.2 Ulan Buh Desert 乌兰布和沙漠
desert 3 119 43 Horqin Sands 科尔沁沙地
desert 2 88 45 Gurbantünggüt Desert 古尔班通古特沙漠
desert 2 71 27 Thar Desert 塔尔沙漠
desert 2 60 39 Karakum 卡拉库姆沙漠
desert 1 50 20 Rub’ al Khali 鲁卜哈利沙漠
desert 1 8 24 Sahara 撒哈拉沙漠
desert 2 22 -23 Kalahari 卡拉哈里沙漠
desert 2 15 -24 Namib 纳米布沙漠
desert 1 127 -25 Great Victoria Desert 维多利亚大沙漠
desert 2 -69 -24 Atacama 阿塔卡马沙漠
desert 2 -112 31 Sonoran Desert 索诺拉沙漠
mountains 1 85 29 Himalaya 喜马拉雅山脉
mountains 1 84 36 Kunlun Mountains 昆仑山脉
mountains 1 82 42 Tian Shan 天山
mountains 2 90 48 Altai 阿尔泰山
mountains 2 99 39 Qilian Mountains 祁连山
mountains 3 106 39 Helan Mountains 贺兰山
mountains 2 108 34 Qin Mountains 秦岭
mountains 2 114 38 Taihang Mountains 太行山
mountains 2 121 48 Greater Khingan 大兴安岭
mountains 2 70 36 Hindu Kush 兴都库什山
mountains 1 59 58 Urals 乌拉尔山脉
mountains 2 44 42.6 Caucasus 高加索山脉
mountains 1 10 46.5 Alps 阿尔卑斯山脉
mountains 2 25 47 Carpathians 喀尔巴阡山脉
mountains 2 1 42.6 Pyrenees 比利牛斯山脉
mountains 2 2 33 Atlas 阿特拉斯山脉
mountains 2 39 10 Ethiopian Highlands 埃塞俄比亚高原
mountains 2 29 -29.5 Drakensberg 德拉肯斯堡山脉
mountains 1 -112 46 Rocky Mountains 落基山脉
mountains 2 -80 37.5 Appalachians 阿巴拉契亚山脉
mountains 1 -70 -15 Andes 安第斯山脉
mountains 2 148 -34 Great Dividing Range 大分水岭
`;

export const relief: readonly Relief[] = told
  .trim()
  .split('\n')
  .map((line) => {
    const [kind, rank, longitude, latitude, ...names] = line.split(' ');
    const zh = names.pop() ?? '';
    return {
      kind: kind === 'desert' ? 'desert' : 'mountains',
      rank: rank === '1' ? 1 : rank === '2' ? 2 : 3,
      longitude: Number(longitude),
      latitude: Number(latitude),
      en: names.join(' '),
      zh,
    };
  });

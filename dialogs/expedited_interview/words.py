"""The words people use for each option, in both languages, as they stand inside a sentence (see Option.means).

Simplified characters are enough; capitals, width and traditional characters are folded before these are looked for.
"""

from __future__ import annotations


def _all(text: str) -> tuple[str, ...]:
    """Phrases parted by bars."""
    return tuple(phrase.strip() for phrase in text.replace("\n", "|").split("|") if phrase.strip())


# Consent

AGREE = _all(
    """同意|接受|允许|授权|成|没意见|没有意见|没异议|没有异议|无异议|不反对|没反对|没有反对|不拒绝|没拒绝|没有拒绝|不介意|愿意|乐意|可以保存|可以存|可以留着|存吧|存就存|存着吧|保存吧|保存|存|填吧|你留着吧|留着吧|没事
    agree|agreed|accept|consent|allow|go ahead|fine|that's fine|that's ok|thats ok|you may|sounds good|you can keep|u can keep|keep it|keep them|keep my data|save it|save them|my permission|permission granted|no objection|no objections|don't object|do not object|dont object|don't disagree|do not disagree|dont disagree|don't mind|do not mind|dont mind|i don't mind|i do not mind|i dont mind|would not mind|i don't object|i do not object|i don't disagree|i do not disagree|do not refuse|don't refuse|i don't refuse|i do not refuse"""
)
DISAGREE = _all(
    """不同意|拒绝|不接受|反对|不允许|不愿意|不乐意|不太愿意|不大愿意|不太乐意|不太想|不大想|不是很愿意|不怎么愿意|别存|不存|不要存|不许存|不让存|不能存|不可以存|不可以保存|不能保存|不保存|别保存
    disagree|refuse|decline|reject|object|do not agree|don't agree|you may not|u may not|you can't|you cannot|not comfortable"""
)

# Who it is for

ONE = _all(
    """没有别人|没别人|没有其他人|没其他人|没有别的人|别人不|一个人|1个人|1人|一人|1位|一位|我一个|就我|只有我|只我|我自己|自己|本人|单人|个人申请|独自|单独
    one person|1 person|one applicant|1 applicant|just me|only me|me only|myself|by myself|on my own|alone|single|individual|only one|just one|only for me|just for me|no one else|nobody else|noone else|no others|nobody but me|no one but me|noone but me|just little me"""
)
GROUP = _all(
    """就我和|只有我和|就我跟|只有我跟|就我们|只有我们|只我们|不止我|不只我|不光我|不是一个人|不是我一个|#个人|#人|#口|#位|#名|#个|一家#口|一家人|一家|全家|家里人|家人一起|团体|团队|多人|我跟|我与|我带|带着|带我|跟我|和我|我老婆和|好几个|几个人|夫妻|夫妇|我们俩|我们两|两口子|老两口|一起申请|大家|很多人|父母|和我一起|我和
    just me and|only me and|not just me|not only me|just us|only us|just the # of us|only the # of us|the # of us|group|family|# people|# persons|# applicants|# of us|# travelers|# travellers|group of #|family of #|party of #|both of us|all of us|# kids|# children|my kids|my children|my wife and|my husband and|couple|several|together|and me|me and|and my|my wife and i|my husband and i|with my|multiple|and i|plus my|along with"""
)
TOLD_GROUP = _all(
    """我和老公|我和老婆|我和丈夫|我和妻子|我和我老公|我和我老婆|我和我妈|我和我爸|我和爸妈|我和孩子|我和女儿|我和儿子|我们一家|我们全家|全家人|一家#口|我们#个人|我们#口|#个人一起|#个人都|#个人要
    my husband and i|my wife and i|my family and i|our family of|family of #|# of us|the whole family"""
)

# Appointment

BOOKED = _all(
    """约了|已约|约好|约上|约到|约的是|约在|约过|预约了|预约好|预约上|有预约|已预约|预约过|预约|约|面谈时间|排到|排上|订了|抢到
    ~预约号|~预约编号|~预约确认号|~约会
    booked|have an appointment|have appointment|got an appointment|got one|have one|made an appointment|scheduled|reserved|appointment|interview is on|interview is|my interview
    ~appointment number|~make an appointment"""
)
HAS_BOOKED = _all(
    """预约号是|预约号#|预约号码是|预约号码#|预约编号#|预约的是|约的是|约在|约到|约好了|约上了|已经预约|已预约|预约了面|预约到|约了面|面谈是|面签是|排到了
    ~预约了解|my interview is|my appointment is|interview is scheduled|appointment is scheduled|interview is booked|appointment is booked|interview is on|interview on|interview is in|appointment is on|appointment on|interview date is|interview is for|interview is|appointment is|appointment number is|appointment number #|booked for|i have an appointment|i have an interview"""
)
NOT_BOOKED = _all("""~没约到早|~没约到更早|~没抢到早|~没有更早|没约|还没约|没预约|未预约|尚未预约|约不上|约不到|没约上|没约到|在约|正在预约|约不|没排到|没抢到|抢不到|没抢上|排不上|排不到|约满|没号|没名额|没有名额|没成功|没约成|约不成|正在约|正准备约|准备约|打算约|想约|没位子|没有位置
    unable to get|couldn't find|could not find|cant find|can't find|couldn't get one|couldnt get one|could not get one|can't get one|cant get one|cannot get one|couldn't get any|couldnt get any|could not get any|can't get any|cant get any|couldn't get a|couldnt get a|could not get a|can't get a|cant get a|cannot get a|couldn't get an|couldnt get an|could not get an|can't get an|cant get an|cannot get an|~couldn't get an earlier|~couldnt get an earlier|~could not get an earlier|~can't get an earlier|~cant get an earlier|didn't manage to|did not manage to|didnt manage to|couldn't manage|there were none|there was none|there are none|tried but failed|nothing available|nothing is available|none available|nothing is free|nothing free|all full|fully booked|all booked|~couldn't get one earlier|~couldn't get any earlier|~couldn't get one sooner|~couldn't get any sooner|~can't get one earlier|~can't get any earlier|~can't get one sooner
    not booked|haven't booked|no appointment|without an appointment|unable to book|can't book|couldn't book|going to book|will book|about to book|trying to book|no slots|no slot|not scheduled""")

# What the trip is for

ILLNESS = _all(
    """病危|病重|重病|重症|生病|得病|患病|病倒|病了|大病|急病|住院|住进|抢救|昏迷|植物人|脑死亡|中风|脑梗|脑溢血|脑出血|心梗|心脏病|心衰|心肌梗|癌|肿瘤|白血病|尿毒症|肾衰|透析|肺炎|手术|开刀|做手术|化疗|放疗|移植|重伤|受伤|摔伤|骨折|瘫痪|ICU|监护室|重症监护|加护病房|急诊|快不行|不行了|时日无多|弥留|危重|病情|绝症|临终|快死|要死|快走了|要走了|快没了|要没了|死里逃生|生死|九死一生|半死|差点没了|差点死|差点走|险些丧命|差点丧命|晚期|感染|大出血|难产|早产|并发症|发病|治疗
    ill|illness|sick|seriously ill|critically ill|critical condition|critical|hospital|hospitalized|hospitalised|hospitalization|in hospital|icu|intensive care|cancer|tumor|tumour|leukemia|stroke|coma|heart attack|heart failure|heart disease|surgery|operation|operated|transplant|chemo|chemotherapy|pneumonia|dialysis|dying|terminal|terminally ill|stage #|injured|injury|badly hurt|emergency room|life support|unconscious|paralyzed|brain hemorrhage|aneurysm|disease|sepsis|infection|bleeding|medical emergency|medical|on ventilator|ventilator|not going to make it|hospice|palliative|deathbed|death's door|near death|close to death|brain dead|clinically dead|going to die|about to die|will die|may die|might die|could die|almost died|nearly died|days to live|weeks to live"""
)
DEATH = _all(
    """去世|过世|死|死了|死亡|病逝|逝世|离世|离开人世|走了|没了|不在了|身亡|遇难|丧|奔丧|丧事|丧礼|葬礼|葬|出殡|下葬|追悼|追悼会|后事|料理后事|遗体|骨灰|告别仪式|殡葬|殡仪|火化|去逝|没抢救过来|没救回来|没救过来|没挺过来|没挺过去|没撑过|没熬过|救不回来|抢救无效|人没了|~生死|~死里逃生|丧命
    didn't make it|did not make it|didnt make it|did not survive|didn't survive|she's gone|he's gone|she is gone|he is gone|shes gone|hes gone|~she's gone to|~he's gone to|died|dead|death|die|passed away|passed on|passed|deceased|late father|late mother|funeral|burial|buried|memorial|memorial service|cremation|cremated|lost my|killed|wake|bereavement"""
)
EMERGENCY = _all(
    """人道主义|人道|紧急情况|家庭紧急|家里出事|家里有急事|家中急事|急事|出事|探病|看病|照顾病人|照料|紧急医疗|救人
    humanitarian|family emergency|emergency at home|medical treatment|care for my|take care of my|see my sick|visit my sick"""
)
OTHER_EMERGENCY = _all(
    """车祸|交通事故|事故|意外|失踪|失联|绑架|被抓|被捕|被打|被抢|枪击|火灾|地震|生孩子|生产|分娩|临产|预产期|坐月子|出庭|开庭|官司|离婚|抚养权|走丢|中枪|自杀|抑郁|其他紧急|别的紧急|另外的急事|其他情况
    accident|car accident|car crash|crash|missing|kidnapped|arrested|jail|shot|shooting|fire|earthquake|hurricane|childbirth|giving birth|gave birth|due date|having a baby|in labor|newborn|court|custody|lawsuit|divorce|suicide|another emergency|other emergency|robbed|assault"""
)
HUMANITARIAN = (
    *ILLNESS,
    *DEATH,
    *EMERGENCY,
    *_all("车祸|失踪|失联|出车祸|car accident|missing in|有人病|家里有人"),
)
STUDY = _all(
    """留学|上学|读书|念书|求学|就读|入学|开学|上课|读博|读研|读硕|读本科|博士|硕士|研究生|本科|大学|学校|高中|学习|学生|学籍|I-20|I20|DS-2019|DS2019|交流|交换|交换生|访学|访问学者|访问学生|进修|培训课程|语言学校|夏校|游学|博士后|实习生项目|J-1|F-1|M-1|F1|J1|M1|报到
    study|studies|studying|student|school|university|college|phd|ph.d|doctorate|master's|masters|msc|mba|bachelor|undergraduate|graduate school|grad school|degree|semester|exchange|exchange program|exchange student|visiting scholar|postdoc|scholar|classes|class starts|course|courses|program starts|enroll|enrolled|admitted|study abroad|f-1|f1|j-1|j1|m-1|i-20|i20|ds-2019|education|academic"""
)
BUSINESS = _all(
    """商务|出差|公务|公干|紧急商务|商业|生意|谈判|签合同|签约|谈合同|合同|客户|公司派|公司|工作|开会|调试|安装|验收|维修|设备|项目|供应商|考察|业务|培训|商谈|投标|审计
    business|business trip|business travel|urgent business|work|work trip|company|client|customer|contract|negotiation|negotiate|meeting with|equipment|machine|installation|commissioning|supplier|project|training|for my job|for work|sales"""
)
CONVENTION = _all(
    """大型会议|开会|看展|逛展|展览|展览会|展会|会展|参展|展销|展销会|博览会|交易会|订货会|行业大会|峰会|论坛|大会|学术会议|研讨会|CES|消费电子展
    convention|conference|trade show|tradeshow|trade fair|fair|expo|exposition|exhibition|exhibit|exhibitor|summit|symposium|forum|congress|ces"""
)
ANNUAL_MEETING = _all(
    "年会|开会|年度大会|年度会议|股东大会|annual meeting|annual conference|annual general meeting|agm|shareholder meeting|shareholders meeting|yearly meeting"
)
GRADUATION = _all(
    "毕业|女儿大学毕业|儿子大学毕业|孩子大学毕业|女儿毕业|儿子毕业|孩子毕业|毕业典礼|毕业礼|毕业仪式|graduation|graduation ceremony|commencement|convocation|graduating|~毕业后|~大学毕业"
)
WEDDING = _all(
    "婚礼|结婚|婚宴|喜宴|喜酒|喝喜酒|大婚|成婚|完婚|办婚事|结婚典礼|wedding|marriage|get married|getting married|marry|married|marries|bridal"
)
TOURISM = _all(
    """旅游|旅行|观光|度假|游玩|玩|玩玩|旅遊|自驾|看风景|蜜月|迪士尼|跟团|购物
    tourism|tourist|travel|traveling|travelling|vacation|holiday|holidays|sightseeing|leisure|honeymoon|disney|shopping|road trip|sight seeing|~business travel|~travel for work|~travel for business"""
)
OTHER = _all(
    "其他|其它|别的|另外|都不是|以上都不是|其余|other|others|something else|none of these|none of the above|another reason|different reason"
)
OTHER_PURPOSE = (
    *OTHER,
    *_all(
        "生孩子|分娩|出庭|开庭|打官司|陪产|陪读|陪女儿|陪儿子|陪孩子|送女儿|送儿子|送孩子|探亲|看望|探望|去看他|去看她|去看望|去看看他|去看看她|去看看我|去看儿|去看女|去看老|去看我|去看在|来看他|来看她|看看他|看看她|看看女儿|看看儿子|看看孩子|看孙子|看儿子|看女儿|看老公|看老婆|看我|带孩子|签字|继承|移民|过户|比赛|演出|拍摄|采访|childbirth|giving birth|court|court hearing|testify|visit|visiting|see my|see him|see her|see them|accompany|drop my|drop off|take my|take him to|take her to|be with my|help my|having a baby|competition|performance|inheritance|adoption"
    ),
)

# Who it is to the applicant

MOTHER = _all(
    "母亲|妈妈|妈|老妈|俺娘|我娘|家母|娘亲|母|养母|继母|后妈|mother|mom|mum|mommy|mummy|mama|ma|stepmother|stepmom|step mother|~母校|~干妈|~姨妈|~姑妈|~舅妈|~大妈|~婆婆妈妈"
)
FATHER = _all(
    "父亲|爸爸|爸|老爸|爹|老爹|家父|父|养父|继父|后爸|father|dad|daddy|papa|pa|stepfather|stepdad|step father|~干爸|~伯父|~叔父|~姑父|~姨父|~姨夫"
)
PARENTS = _all(
    "父母|爸妈|双亲|爹妈|爸爸妈妈|父母亲|老人家|高堂|parent|parents|my folks|step parent|stepparent"
)
HUSBAND = _all("丈夫|老公|先生|男人|夫君|husband|hubby|~老公司|~前夫|~未婚夫|~先生您好|~孩子他爸")
WIFE = _all("妻子|老婆|太太|爱妻|夫人|媳妇|wife|~前妻|~未婚妻|~儿媳妇|~孩子他妈")
SPOUSE = _all("配偶|爱人|老伴|另一半|对象|孩子他爸|孩子他妈|孩子爸|孩子妈|spouse|partner's|better half")
SON = _all(
    "儿子|大儿子|小儿子|犬子|儿|养子|继子|son|stepson|my boy|~儿媳|~儿科|~儿童|~婴儿|~幼儿|~那儿|~这儿|~哪儿|~会儿|~点儿|~事儿|~son in law|~女儿"
)
DAUGHTER = _all("女儿|闺女|大女儿|小女儿|养女|继女|囡囡|daughter|stepdaughter|my girl|~daughter in law")
CHILD = _all(
    "孩子|小孩|子女|宝宝|宝贝|娃|婴儿|child|children|kid|kids|baby|~grandchild|~孩子他爸|~孩子他妈|~孩子爸|~孩子妈"
)
BROTHER = _all(
    "兄弟|哥哥|哥|大哥|二哥|三哥|老哥|弟弟|弟|大弟|小弟|老弟|brother|older brother|younger brother|bro|half brother|stepbrother|~brother in law|~弟媳|~弟妹|~芝加哥|~圣地亚哥|~墨西哥|~哥伦布|~哥伦比亚|~哥大"
)
SISTER = _all(
    "姐妹|姐姐|姐|大姐|二姐|三姐|老姐|妹妹|妹|大妹|小妹|老妹|sister|older sister|younger sister|sis|half sister|stepsister|~sister in law|~姐夫|~妹夫"
)
SIBLING = _all("兄弟姐妹|兄妹|姐弟|手足|胞弟|胞兄|胞妹|胞姐|双胞胎|sibling|siblings|twin")
GRANDPARENT = _all(
    "爷爷|奶奶|外公|外婆|姥姥|姥爷|祖父|祖母|外祖父|外祖母|祖父母|外祖父母|阿公|阿嬷|太爷爷|太奶奶|阿婆|曾祖|grandmother|grandfather|grandma|grandpa|granny|grandparent|grandparents|nana|gran|grandad|granddad|great grandmother|great grandfather"
)
OTHER_RELATIVE = _all(
    """老公的妈妈|老公妈妈|丈夫的母亲|先生的母亲|老婆的妈妈|妻子的母亲|husband's mother|wife's mother|老公的爸爸|老公爸爸|丈夫的父亲|先生的父亲|老婆的爸爸|妻子的父亲|husband's father|wife's father|老公的弟弟|老公弟弟|老公的哥哥|老公的兄弟|丈夫的弟弟|丈夫的哥哥|先生的弟弟|先生的哥哥|老婆的弟弟|老婆的哥哥|妻子的弟弟|妻子的哥哥|husband's brother|wife's brother|老公的妹妹|老公的姐姐|丈夫的妹妹|丈夫的姐姐|先生的妹妹|先生的姐姐|老婆的妹妹|老婆的姐姐|妻子的妹妹|妻子的姐姐|husband's sister|wife's sister
    叔叔|叔|阿姨|姨|姨妈|大姨|小姨|舅舅|舅|舅妈|姑姑|姑|姑妈|姑父|姑丈|姨父|姨夫|姨丈|伯伯|伯父|伯母|大伯|大爷|婶婶|婶|叔父|叔叔婶婶|表哥|表弟|表姐|表妹|表兄|表兄弟|表姐妹|表亲|堂哥|堂弟|堂姐|堂妹|堂兄|堂兄弟|堂亲|侄子|侄女|侄儿|外甥|外甥女|孙子|孙女|外孙|外孙女|岳母|岳父|丈母娘|丈人|老丈人|公公|婆婆|公婆|嫂子|嫂嫂|姐夫|妹夫|弟媳|弟妹|儿媳|儿媳妇|女婿|亲戚|亲属|亲家|小姑子|小叔子|大舅子|小舅子|小姨子|连襟|妯娌|堂叔|表叔|表舅
    aunt|auntie|aunty|uncle|cousin|nephew|niece|grandson|granddaughter|grandchild|mother in law|father in law|in laws|in law|brother in law|sister in law|son in law|daughter in law|relative|other relative|great aunt|great uncle"""
)
GRANDMOTHER = _all(
    "奶奶|外婆|姥姥|祖母|外祖母|阿嬷|太奶奶|阿婆|grandmother|grandma|granny|nana|great grandmother"
)
GRANDFATHER = _all(
    "爷爷|外公|姥爷|祖父|外祖父|阿公|太爷爷|grandfather|grandpa|grandad|granddad|great grandfather|~祖父母|~外祖父母"
)
MOTHER_IN_LAW = _all(
    "老公的妈妈|老公妈妈|丈夫的母亲|先生的母亲|老婆的妈妈|妻子的母亲|husband's mother|wife's mother|岳母|丈母娘|婆婆|mother in law"
)
FATHER_IN_LAW = _all(
    "老公的爸爸|老公爸爸|丈夫的父亲|先生的父亲|老婆的爸爸|妻子的父亲|husband's father|wife's father|岳父|丈人|老丈人|公公|father in law|~公公婆婆"
)
BROTHER_IN_LAW = _all(
    "老公的弟弟|老公弟弟|老公的哥哥|老公的兄弟|丈夫的弟弟|丈夫的哥哥|先生的弟弟|先生的哥哥|老婆的弟弟|老婆的哥哥|妻子的弟弟|妻子的哥哥|husband's brother|wife's brother|姐夫|妹夫|小叔子|大舅子|小舅子|大伯子|brother in law"
)
SISTER_IN_LAW = _all(
    "老公的妹妹|老公的姐姐|丈夫的妹妹|丈夫的姐姐|先生的妹妹|先生的姐姐|老婆的妹妹|老婆的姐姐|妻子的妹妹|妻子的姐姐|husband's sister|wife's sister|嫂子|嫂嫂|弟媳|弟妹|小姑子|小姨子|大姑子|sister in law"
)
AUNT = _all("阿姨|姨妈|大姨|小姨|舅妈|姑姑|姑妈|伯母|婶婶|aunt|auntie|aunty|great aunt|~小姨子|~叔叔婶婶")
UNCLE = _all(
    "叔叔|舅舅|姑父|姑丈|姨父|姨夫|姨丈|伯伯|伯父|大伯|叔父|堂叔|表叔|表舅|uncle|great uncle|~大伯子"
)
COUSIN = _all("表哥|表弟|表姐|表妹|表兄|堂哥|堂弟|堂姐|堂妹|堂兄|cousin")
GRANDSON = _all("孙子|外孙|grandson|~外孙女")
GRANDDAUGHTER = _all("孙女|外孙女|granddaughter")
NOT_RELATIVE = _all(
    "干妈|干娘|干爸|干爹|干女儿|干闺女|干儿子|干哥|干姐|干弟|干妹|义父|义母|义兄|义子|义女|教父|教母|像|情同|胜似|一样|把她当|把他当|当妈|当亲|godmother|godfather|goddaughter|godson|godparent|godparents|like a|like an|like my|like our|as close as|保姆|nanny|朋友|好友|闺蜜|同学|同事|老师|导师|领导|老板|邻居|室友|男朋友|女朋友|男友|女友|未婚夫|未婚妻|前夫|前妻|恩师|恋人|战友|非亲属|没有亲属关系|不是亲属|不是亲戚|friend|best friend|classmate|colleague|coworker|boss|teacher|professor|neighbor|neighbour|roommate|boyfriend|girlfriend|fiance|fiancé|fiancee|fiancée|ex wife|ex husband|not related|not a relative|no relation|partner"
)

# Money, refusals, renewal, expedited interviews

LOSS = _all(
    "损失|亏损|亏|赔|违约金|赔偿|赔钱|停产|罚款|loses|lose|loss|losses|damage|penalty|cost us|costs us|lost"
)
REFUSED = _all(
    """拒签|被拒|拒过|拒绝过|被拒绝|拒了|拒签过|拒|221g|214b|白条|黄条|粉条|绿条|没通过|没过签|被毙|毙签
    refused|once|twice|# times|refusal|refusals|denied|denial|rejected|rejection|turned down|221(g)|214(b)"""
)
NEVER_REFUSED = _all(
    """第一次申请|第一次办|首次申请|第一次|首次|没申请过|没办过|没签过|从没办过|没去过美国|都通过|都过了|一次过|顺利通过|无拒签|零拒签
    first time|first application|first visa|my first|never applied|always approved|always issued|all approved|clean record|never had"""
)
CAN_RENEW = _all(
    "有资格|够资格|没过期|还没过期|还有效|没到一年|不到一年|不满一年|still valid|not expired|less than a year|less than one year|under a year|符合|够条件|满足|可以免面谈|可以续签|能续签|免面谈|qualify|eligible|i can|could|qualifies|meet the"
)
CANNOT_RENEW = _all(
    """没资格|没有资格|没这资格|没这个资格|无资格|不够资格|过期好|过期多年|过期很多年|过期#年|过期一年|过期超过一年|过期几年|失效#年|不符合|不够条件|不满足|过期太久|超过一年|过期很久|早过期|没办过|从没办过|没有过|没有签证|没签过|没申请过|没拿过|没拿到过|没有拿到过|从来没拿到过|从没拿到过|从来没有拿到过|没去过|没有美签|没有美国签证|第一次|头一次|首次|不同类|类别不同|签证不一样|种类不同|不能免|不让免|免不了|要我面签|让我面签|需要面签|必须面签|要面谈
    must interview|need an interview|not eligible|don't qualify|do not qualify|first time|never had|never held|no previous visa|expired long|expired years|expired # years|expired ages|long expired|years ago|ages ago|different class|different visa|too old|can't|cannot"""
)
NOT_SURE = _all(
    """不知道|不清楚|不太清楚|不确定|不太确定|不一定|不晓得|说不准|可能|不好说|吃不准|没把握|不懂|看不懂|说不好|没谱|心里没数|maybe|perhaps|not sure|unsure|haven't a clue|have no clue|beats me|no clue whatsoever|don't know|do not know|dunno|idk|no idea|not certain|i'm not sure|i am not sure|possibly|probably|unclear|can't tell|no clue"""
)
ASK_THEM = _all(
    "问吧|你问吧|都问|要填|都填|填吧|填上|一起填|填|ask|fill in|fill them in|we have them|include|go ahead|do ask"
)
LEAVE_OUT = _all("跳过|不问|别问|别填|不填|不用填|不要填|leave them out|leave it out|leave out|skip")
NEVER_EXPEDITED = _all(
    "没批过|没获批过|没获批|没批准过|没有批过|没听说|没有听说|头一回|第一次|头一次|首次|没用过|没办过|没申请过|没搞过|没弄过|first time|my first|first expedite|first expedited|first request|my first expedite|my first expedited|never heard|not that i know|not as far as i know|never done|never used"
)
EXPEDITED = _all(
    "加急过|加急面谈|提前过|办过加急|批过加急|获批过|加急|expedited|expedite|emergency appointment|earlier interview"
)

# Another entry of a list

MORE = _all(
    "要加|加一|再加|还有|继续加|添加|再来一|补充|还要|加上|another|one more|add|more|there is|there are|there's|continue|next one|~没有更多|~no more"
)
ANOTHER_PERSON = _all(
    "son|daughter|husband|wife|mother|father|brother|sister|child|kid|baby|儿子|女儿|老公|老婆|丈夫|妻子|孩子|妈妈|爸爸|我妈|我爸|母亲|父亲|哥哥|弟弟|姐姐|妹妹|岳父|岳母|公公|婆婆"
)
NO_MORE = _all(
    """就这些|就这样|就这个|就一个|就这么多|只有这些|只有这个|没别的|没有别的|没其他|没有其他|都填完|填完|都写完|写完|完了|完毕|结束|到此为止|没了|没有了|够了|齐了|全了|不加|不用加|没住过别|一直住|没换|没变|没搬|没有换|没有变|没有搬|就这家|就这儿|就这里|就住过|只住过|就住这|只住这|就一处|就这一处|就这处|只有一处|没在别处|没去别处|没住别处|没住过别处|别处没|就干过|只干过|就在这|只在这|就这一|就这份|就办过|只办过|就一次|只有一次|没别人|没有别人|没其他人|没有其他人|没别的人|就我们|只有我们|就这几|就这#个|就这#位|都在这|人齐|一直在这|一直是这
    all of them|all of mine|all of hers|all of his|all of it|all of us|all of ours|all i had|that's all i had|thats all i had|that is all i had|all i have|all i got|all we have|the only one|the only job|only job|just this job|everybody|everyone|no one else|nobody else|only here|just here|only lived|always lived|always been here|lived here|whole time|all along|there is no more|only the # of us|just the # of us|only us|just us|only we #|that is all|that's all|that is it|that's it|thats all|thats it|nothing else|nothing more|no more|no others|no other|nowhere else|none else|only this|only that|just this|just that|just one|only one|all done|done|haven't changed|have not changed|never changed|no change|same place|same job|same company|haven't moved|finished|enough|complete|completed|end"""
)
ONE_ALONE = frozenset(_all("就一次|只有一次|the only one|just one|only one"))
"""Where it is asked whether there was any, these say that there was; they end a list that has one."""
HAD_ONE = _all(
    "拿过|办过|有过|签过|申请过|#个|#次|两个|两次|三个|一个|# visas|# visa|two visas|one visa|had one|had a|i had|got one|used to have|issued|b1b2|b1/b2|b1|b2|f1|j1|h1b|十年签|旅游签|商务签|学生签"
)
NEVER_HAD_ONE = _all(
    "没办过|没申请过|没签过|没拿过|从没办过|从没申请过|第一次|首次|never applied|never had|never got|first time|first one"
)

# Work

EMPLOYED = _all(
    """i teach|teaching at|teach at|i work|working at|上班|在职|工作|就职|任职|打工|职员|员工|自由职业|自己开公司|开公司|创业|个体|个体户|做生意|老板|经商|公务员|教师|老师|医生|护士|工程师|会计|律师|司机|厨师|销售|经理|程序员|设计师|实习|兼职|全职|国企|外企|事业单位|企业|公司|打零工|零工|摆摊|网约车|送外卖|跑外卖|快递员|送快递|法人|总经理|自雇|农民|务农|种地|军人|工人
    work|works|working|found a job|found work|job|employed|employee|full time|part time|self employed|freelance|freelancer|freelancing|business owner|own business|own company|my own company|entrepreneur|owner|manager|engineer|teacher|doctor|nurse|accountant|lawyer|intern|interned|interning|internship|contractor|civil servant|government|farmer|office|professor|consultant|postdoc|post doc|postdoctoral|researcher|research fellow|scientist|lecturer|paid job|博士后|研究员|讲师|教授
    ~全职妈妈|~全职太太|~全职主妇|~全职在家|~待业|~没工作|~没有工作|~不工作|~不上班|~没上班|~at home|~out of work|~stopped working|~between jobs|~lost my job|~not working|~no job"""
)
INTERN = _all("实习|实习生|intern|interned|interning|internship")
STUDENT = _all(
    """上学|在读|学生|大学生|中学生|高中生|小学生|研究生|博士生|硕士生|本科生|在校|读书|念书|读研|读博|读大学|念大学|念研究生|念硕士|留学|上大学|上高中|上课|博士|硕士|本科|大一|大二|大三|大四|高一|高二|高三|初一|初二|初三|研一|研二|研三|博一|博二|博三|~大三岁|~大一岁|~大二岁|~休学|~退学|~不再上学|~不上学|~不读书|~没上学|~没读书|~辍学
    student|undergrad|grad student|freshman|sophomore|high school|studying|~dropped out of school|~finished school|~left school|~after school|~finished high school|~left high school|study|studies|at school|in school|school|go to university|go to college|at university|in university|at college|in college|university student|college student|my university|phd|pupil|undergraduate|postgraduate|graduate student"""
)
RETIRED = _all("退休|离休|退了|内退|养老|退下来|retired|retire|retirement|pensioner|pension")
NO_WORK = _all(
    """无业|闲着|在家闲|没事干|啥也没干|啥都没干|啥也没做|什么也没干|什么都没干|什么都没做|没干什么|没干活|没找工作|没在工作|待业|没有工作|没工作|不工作|没上班|不上班|没有上班|失业|下岗|赋闲|无工作|家庭主妇|主妇|全职妈妈|全职太太|全职主妇|全职在家|全职奶爸|在家|带孩子|辞职|离职|裸辞|找工作|休养|啃老|照顾家庭|照顾孩子|没找到工作|没有找到工作|没找着工作|找不到工作|没找到|没入职|没开始工作|没开始上班|倒闭|公司倒闭|公司关了|公司没了|被裁|被公司裁|裁员|公司裁|裁了|被辞退|被开除
    unemployed|doing nothing|not doing anything|nothing at the moment|not employed|don't have a job|dont have a job|do not have a job|have no job|not found a job|not found work|havent found|haven't found|no longer working|no longer work|looking for my first job|im home|i'm home|am home|company closed|no work|no job|jobless|not working|don't work|do not work|out of work|between jobs|homemaker|housewife|househusband|stay at home|stay home|at home|laid off|quit my job|resigned|job hunting|looking for work|looking for a job|lost my job|stopped working"""
)

# An earlier visa

ISSUED = _all(
    """签发|获签|通过|通过了|批准|批了|拿到|拿到了|拿过|下签|出签|签过|过了|发了|获批|给了|签出来|签下来|办下来|办出来|拿下|签到|出来了|后过|后来过|给签|成功|过签|签了|有效
    issued|approved|granted|passed|got it|got the visa|got one|given|received|obtained|success|successful|gave it to me|gave me|gave it|gave us|went through|came through|yes issued|~没过|~没给|~没拿到"""
)
REFUSED_THEN = _all(
    """拒签|被拒|被拒签|被拒了|拒了|拒绝|没通过|没过|没给|没拿到|没签过|没批|没获批|不通过|没成功|没签出来|没签下来|没办下来|没办出来|没办成|没拿下|没出签|没下签|没签成|失败|拒|毙
    refused|denied|rejected|refusal|not approved|not issued|not granted|wasn't approved|was not approved|turned down|failed|did not get|didn't get|didnt get|said no|not give|didn't give|didnt give|no visa|221g|214b"""
)

# What tells a choice in any message: only words that mean it wherever they stand

TOLD_ALONE = _all(
    """我一个人申请|我自己申请|我自己一个人申请|一个人申请|我一个人去|我自己一个人去|只有我一个人申请|就我一个人申请|只给我自己申请|我自己一个人
    applying alone|applying by myself|applying on my own|i apply alone|going alone|travelling alone|traveling alone|just me applying|only me applying|just for me|only for myself"""
)
TOLD_NO_VISA_YET = _all(
    """没申请过美国签证|没有申请过美国签证|没有申请过签证|没有申请过美签|没申请过美签|没有办过美国签证|没有办过签证|没有办过美签|没有拿过美国签证|没拿过美签|没申请过签证|没办过美国签证|没办过签证|没办过美签|没有过美国签证|没有过签证|没有过美签|没拿过美国签证|第一次申请美国签证|第一次办美国签证|第一次申请美签|首次申请美国签证|第一次申请签证
    never applied for a us visa|never applied for a u.s. visa|never applied for a visa|never applied before|never had a us visa|never had any us visa|never had a visa|no us visa before|no us visas before|no previous us visa|no earlier us visa|never applied for any us visa|never had a u.s. visa|first us visa|first u.s. visa|first time applying for a us visa|first time applying|first visa application"""
)
TOLD_EXPEDITED = _all(
    """申请过加急|办过加急|加急过|批过加急
    asked for an expedited|had an expedited|requested an expedited|applied for an expedited|been given an expedited|expedited before|asked for one before"""
)
TOLD_MAY_DIE = _all(
    """活不久|活不了多久|时日无多|时间不多了|快不行|撑不过|撑不了多久|可能挺不过|随时会走|随时可能走
    may not live|might not live|may not make it|might not make it|won't make it|will not make it|not going to make it|may die|could die|is dying|days to live|weeks to live|not have long|not long to live"""
)
TOLD_INTENSIVE_CARE = _all("ICU|重症监护|监护室|intensive care|on a ventilator|on ventilator|life support")
TOLD_OPERATION = _all(
    """要手术|要做手术|要做颈动脉手术|要做心脏手术|要做开颅手术|要做搭桥|要做支架|要开刀|要动刀|要动大手术|要动手术|手术定在|手术安排在|手术排在|准备手术|马上手术|等手术
    surgery is|operation is|needs surgery|needs an operation|having surgery|will have surgery|will be operated|scheduled for surgery|surgery on"""
)
TOLD_NEEDS_CARE = _all(
    "需要人照顾|要人照顾|生活不能自理|不能自理|needs care|needs someone to care|needs to be looked after|cannot be left alone|can't be left alone"
)
TOLD_NO_FAMILY = _all(
    """没有别的亲人|没有其他亲人|没别的亲人|没有别的家人|没有其他家人|没别的家人|没有别人在那|没别人在那|那边没有别人|那边没别人|那里没有别人|身边没人|身边没有人|没有亲人在
    no other family|no other relative|no other relatives|nobody else is there|no one else is there|has nobody else|has no one else|no family there|nobody there|no relatives there"""
)
TOLD_MUST_CARE = _all(
    """只有我能照顾|只能我照顾|只有我照顾|得我去照顾
    nobody else can take care|no one else can take care|nobody else can look after|no one else can look after|only i can take care|only one who can take care"""
)

TOLD_ONLY_CHILD = _all(
    "独生女|独生子|独子|独女|唯一的孩子|唯一的女儿|唯一的儿子|就我一个孩子|就我一个女儿|就我一个儿子"
)
TOLD_NOT_ALLOWED = _all(
    "不允许晚到|不允许迟到|不让晚到|不让迟到|不能晚到|不能迟到|不接受晚到|不接受迟到|不让注册|不给注册|不能注册|注册不了|不让报到|不给报到|不能报到|报不了到|不让入学|不给入学|学校不收|就不收我|不收我了"
)
TOLD_NEXT_TERM = _all(
    "推到秋季|推到春季|推到下学期|推到明年|推迟到秋季|推迟到下学期|推迟入学|延期入学|延到下学期|延到明年|要等下学期|要等明年|只能下学期|等到秋|等秋季|等秋天|得等下学期|得等明年|等到明年|等到下学期|只能明年|只能秋季|要等到春|等到春季|晚一学期|晚一年"
)
TOLD_PLACE_LOST = _all(
    "奖学金没了|奖学金也没了|奖学金就没了|奖学金会没|奖学金取消|取消奖学金|没了奖学金|名额没了|名额也没了|名额就没了|名额会没|名额取消|取消名额|取消录取"
)

TOLD_DEATH = _all(
    """去世|过世|病逝|逝世|离世|身亡|遇难|奔丧|丧事|葬礼|追悼会|去逝|死亡|死了|没抢救过来|出殡|下葬
    died|passed away|passed on|deceased|funeral|burial|memorial service"""
)
TOLD_ILLNESS = _all(
    """病危|病重|重病|重症|住院|抢救|昏迷|脑死亡|中风|脑梗|脑溢血|脑出血|心梗|癌|肿瘤|白血病|尿毒症|重伤|ICU|监护室|快不行|危重|绝症|大出血|难产|生病|手术
    seriously ill|critically ill|in hospital|in the hospital|hospitalized|hospitalised|in icu|icu|intensive care|cancer|stroke|coma|heart attack|terminally ill|life support|on a ventilator|dying|severe bleeding|badly injured|is very ill|is very sick|is sick|surgery|in critical condition|in hospice|hospice care"""
)
TOLD_OTHER_EMERGENCY = _all(
    "车祸|交通事故|失踪|失联|地震|枪击|car accident|car crash|missing|shooting|kidnapped"
)
TOLD_ACCIDENT = _all(
    """被车撞|车撞了|叫车撞|出车祸|车祸|交通事故|撞伤|摔伤|重伤|受伤|受了伤|烧伤|烫伤|坠落
    car accident|car crash|road accident|traffic accident|hit by a car|hit by a truck|hit by a bus|run over|badly injured|seriously injured|was injured|got injured|in an accident|motorcycle accident|fell from"""
)
TOLD_HUMANITARIAN = (*TOLD_DEATH, *TOLD_ILLNESS, *TOLD_OTHER_EMERGENCY)
# Of one's own company and town, as told in English.
JOB_AT = tuple(
    f"{job} {at}"
    for job in _all(
        "engineer|manager|director|employee|technician|salesman|consultant|developer|designer|accountant|researcher|supervisor|executive|employed"
    )
    for at in ("at", "of", "with", "for", "by")
)
STUDENT_IN = tuple(
    f"{student} in"
    for student in _all(
        "senior|junior|sophomore|freshman|student|undergraduate|year student|engineer|manager|teacher|doctor|nurse|working|retired"
    )
)
TOLD_STUDY = _all(
    """留学|开学|入学|读博|读研|读硕|访问学者|交换生|I-20|I20|DS-2019|DS2019|是学生|秋季学期|春季学期
    录取通知|被录取|offer开学|大学的offer|大学offer
    classes start|class starts|classes begin|program starts|program begins|programme starts|term starts|term begins|school starts|semester|admission letter|university offer|offer of admission|i-20|i20|ds-2019|i'm a student|i am a student|visiting scholar|exchange student|exchange program|phd|msc|study at|studying at|admitted to"""
)
TOLD_BUSINESS = _all(
    """公司派|派我去|单位派|出差|商务|签合同|谈合同|商务谈判|安装设备|装机|验货|客户现场|调试设备|调试|验收|客户公司|对方公司
    business trip|business meeting|acceptance test|acceptance tests|acceptance testing|site acceptance|factory acceptance|contract negotiations|install our|install the equipment|install a machine|for business|company is sending|company sends me|company sent me|company needs me|employer is sending|our line stops|line stops|i work for|sign a contract|commissioning|urgent business"""
)
TOLD_CONVENTION = _all("参展|展会|博览会|trade show|trade fair|expo|exhibition|convention")
TOLD_GRADUATION = _all("毕业典礼|graduation|commencement")
TOLD_WEDDING = _all("婚礼|婚宴|喜酒|wedding|getting married|gets married|is marrying")
TOLD_TOURISM = _all("旅游|度假|tourism|vacation|sightseeing|honeymoon")
TOLD_REFUSED = _all(
    "被拒|拒签|拒过|221g|214b|refused once|refused twice|refused a visa|refused a us visa|refused an f1|refused in|refused on|visa refused|denied once|denied twice|denied a visa|denied a us visa|rejected once|turned down once|one refusal|a refusal in|a refusal on|my refusal|previous refusal|last refusal|been denied|been rejected|was refused|were refused|been refused|visa refusal|was denied|got refused|got denied|refused under|was rejected"
)
_ANY_RELATIVE = ("亲戚", "亲属", "relative", "other relative")
TOLD_OTHER_RELATIVE = tuple(word for word in OTHER_RELATIVE if word not in _ANY_RELATIVE)

# What free words mean in the letter: what any message tells, and what only an answer does.

CONDITION = (
    (
        "may_die",
        (
            *TOLD_MAY_DIE,
            *_all("病危通知|下了病危|撑不住|不知道能不能撑|terminal|terminally ill|end of life|dying"),
        ),
    ),
    ("intensive_care", (*TOLD_INTENSIVE_CARE, *_all("重症室|呼吸机|icu|critical care|ventilator"))),
    (
        "operation",
        (
            *TOLD_OPERATION,
            *_all(
                "手术|开刀|动刀|~开刀很|~开过刀|~做完手术|~做过手术|~动过手术|~手术做完|~手术后|~手术很|~手术成功|~手术顺利|~手术了|operation|surgery|bypass|transplant|~after surgery|~had surgery|~surgery was|~operation was"
            ),
        ),
    ),
    ("needs_care", (*TOLD_NEEDS_CARE, *_all("离不开人|要人陪护|要陪护|round the clock care|bedridden"))),
)
NOBODY_ELSE = (
    (
        "no_family",
        (
            *TOLD_NO_FAMILY,
            *_all(
                """没有亲戚|没亲戚|没有亲人|没亲人|没有家人|没家人|没有别的亲戚|没别的亲戚|一个亲人都没有|无亲无故|没有其他人
                no one there|no family|no relatives|nobody there|no one in the us|all alone there|alone there|lives alone"""
            ),
        ),
    ),
    (
        "must_decide",
        _all(
            """要家里人签字|要家属签字|家属签字|家里人签字|要我签字|要签字|要我做决定|家属决定
            sign consent|sign the consent|consent papers|consent forms|consent form|sign for the|sign for surgery|family signature|next of kin|power of attorney|medical decisions|decide on treatment"""
        ),
    ),
    ("must_care", (*TOLD_MUST_CARE, *_all("take care of|look after|caregiver"))),
    ("only_child", (*TOLD_ONLY_CHILD, *_all("only child|only son|only daughter|no siblings"))),
)
AT_THE_FUNERAL = (
    NOBODY_ELSE[0],
    (
        "must_arrange",
        _all(
            "料理后事|处理后事|办后事|后事|办丧事|处理遗体|arrange the funeral|arrange everything|arrange the burial|funeral arrangements"
        ),
    ),
    NOBODY_ELSE[-1],
)
LATE_ARRIVAL = (
    (
        "not_allowed",
        (
            *TOLD_NOT_ALLOWED,
            *_all(
                "not allowed|not permitted|does not allow|doesn't allow|do not allow|don't allow|not accept"
            ),
        ),
    ),
    (
        "next_term",
        (
            *TOLD_NEXT_TERM,
            *_all(
                "defer|deferral|deferred|next semester|next term|next year|lose the term|wait until fall|wait till fall|wait until spring|wait till spring|until the fall"
            ),
        ),
    ),
    (
        "place_lost",
        (
            *TOLD_PLACE_LOST,
            *_all(
                "scholarship|assistantship|funding|stipend|lose my place|lose the place|lose my spot|lose my seat|lose my offer|rescind|cancel my admission"
            ),
        ),
    ),
)
EVENT = (
    ("signing", _all("签合同|签约|签协议|signing|sign the contract|sign a contract|contract signing")),
    ("installation", _all("安装|调试|维修|抢修|检修|installation|install|commissioning|repair|start up")),
    ("inspection", _all("验收|验货|检验|acceptance|inspection|inspect|acceptance test")),
    ("negotiation", _all("谈判|洽谈|商谈|negotiation|negotiations|negotiate")),
    ("training", _all("培训|training")),
)
LOSSES = (
    ("production", _all("停产|停线|停工|生产线停|line stops|production stops|line stop|downtime|shutdown")),
    (
        "contract",
        _all("丢合同|合同没了|合同取消|取消合同|lose the contract|contract is lost|contract cancelled"),
    ),
    ("penalty", _all("违约金|罚款|罚金|扣款|赔偿|赔钱|penalty|penalties|liquidated damages")),
    ("order", _all("丢订单|订单没了|取消订单|丢单|lose the order|order cancelled|orders are lost")),
)

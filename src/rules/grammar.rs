//! Words by the part they play around a name: adverbs before it, verbs that govern it, verbs that follow it.

use std::sync::LazyLock;

use super::terms::Terms;

/// What may stand before a name and says when, where, how or how surely.
pub(super) static ADVERBS: LazyLock<Terms> = LazyLock::new(|| {
    Terms::new(
        "两年 四年 免费 专门 统筹 再次 还有 第一批 其中 全年 全市 全县 全区 全省 全州 全盟 全旗 我市 我县 \
     我区 我省 我国 今年 去年 年内 年末 年底 期末 目前 当年 本年 同时 另外 此外 预计 累计 共 共计 总计 \
     合计 力争 确保 争取 计划 预期 成功 首次 率先 全面 高质量 高标准 高效 持续 继续 不断 大力 积极 加快 \
     着力 全力 稳步 扎实 深入 有序 重点 集中 先后 已 已经 再 又 还 并 均 都 分别 每年 年均 平均 五年来 \
     五年 五年内 五年间 特别是 一是 二是 三是 四是 五是 六是 截至 三年 一年来 过去五年 到 至 使 将 把 为 对 向 在 以 由 从 经 通过 以及 和 与 及 的 了 约 近 超 \
     超过 高于 一批 一次性 新",
    )
});

/// Verbs that govern what is counted; where one stands, a name begins after it.
pub(super) static VERBS: LazyLock<Terms> = LazyLock::new(|| {
    Terms::new(
        "给予 巩固 提高 提升 授予 缔结 加入 扫除 完善 实现 提出 细化提出 主攻 完成 达到 建成 新建成 新建 新增 \
     净增 增加 新增加 净流入 引进 新引进 招引 新招引 引入 新引入 发放 拨付 下达 争取 筹措 筹集 安排 获得 \
     荣获 获批 获评 获 获取 培育 新培育 认定 新认定 评定 举办 承办 开展 组织 组织实施 实施 新实施 推进 \
     推动 打造 创建 新创建 创成 建立 新设立 设立 新设 成立 组建 帮助 惠及 拥有 集聚 聚集 兑现 减免 减轻 \
     化解 处置 清理 拆除 查处 办理 答复 受理 审结 解决 开工 新开工 竣工 投产 启动 谋划 储备 签约 \
     新签约 签订 落地 落户 入库 新入库 开通 新开通 开行 改造 新改造 改扩建 新改建 新改扩建 新建改造 \
     新建改建 新改 修建 修复 维修 治理 整治 绿化 种植 栽植 植树 出台 制定 印发 修订 编制 规划 提供 保障 \
     救助 资助 补助 补贴 发展 新发展 吸纳 吸引 接待 培训 选派 选聘 招聘 引导 支持 扶持 带动 创造 增设 \
     投放 更新 购置 采购 推出 布局 布设 投入 投资 撬动 节约 盘活 腾退 收回 整合 关闭 淘汰 退出 颁布 \
     废止 封堵 压采 收储 征收 评选 抓获 流转 铺设 消化 取消 下放 拿出 精简 精减 关停 改建 扩建 \
         出版 清偿 追回 破获 调解 排查 栽种 疏浚 清淤 打通 拉动",
    )
});

/// Verbs after what is counted: 348个贫困村全部出列.
pub(super) static AFTER: LazyLock<Terms> = LazyLock::new(|| {
    Terms::new(
        "上传 加紧 上市 获奖 落成 竞相 开放 减少 增加 提高 降低 扩大 缩小 全部 全面 顺利 成功 正式 陆续 加快 \
     实现 完成 达到 入选 获评 获批 荣获 获得 获 纳入 列入 进入 通过 投产 投用 投入 建成 开工 竣工 通车 \
     开通 启动 落地 落户 签约 入库 推进 推广 实施 改造 提升 升级 升格 焕新 出列 脱贫 摘帽 受益 享受 得到 \
     得以 发放 提供 开展 建立 设立 组建 共建 分别 均 已 全国 全省 全市 用于 支持 实行 达标 整合 挂牌 运营 \
     运行 进行 稳步 有序 稳定 解决 办结 办理 就业 就近 掌握 通 配备 稳定 增长 下降 创 突破 超 占 使 让 为 \
     进一步 全力 持续 及时 迁入 派出 进展 予以 已经 以及 如期 拿到 参与 参加 以上 左右 以内 等",
    )
});

/// Ends of words that a verb may only be the begin of: 投资额, 投入强度, 签约项目, 改造面积.
pub(super) static NOMINAL: LazyLock<Terms> = LazyLock::new(|| {
    Terms::new(
        "额 率 量 数 度 值 强度 项目 资金 面积 里程 任务 总额 规模 能力 收入 支出 水平 比重 占比 产业 企业 \
     工程 基金 人口 人数 人次 效率 标准 总量 成本 时限 时间 岗位 机构 指数 贷款 余额 成交 完成 到位 基地 \
     园区 平台",
    )
});

/// Words that name nothing by themselves.
pub(super) static EMPTY: LazyLock<Terms> = LazyLock::new(|| {
    Terms::new(
        "其中 目标 以上 左右 全部 主要 情况 方面 工作 建设 发展 增长 提高 下降 速度 位次 排名 前进 中国 全国 \
     全省 全市 全县 我市 我国 成立 上年 去年 今年 同期 同比 预期 分别 比重 占比 时间 一年 五年 三年 目前 \
     一批 周年 连续 实际 覆盖 平均",
    )
});

/// Attributes that say nothing without what they are of.
pub(super) static ATTRIBUTES: LazyLock<Terms> = LazyLock::new(|| {
    Terms::new(
        "产量 产值 总产值 增加值 销售额 销售收入 营业收入 主营业务收入 利润 税收 出口 出口额 产能 规模 总额 \
     总量 总数 增量 增速 余额 面积 里程 总里程 投资 总投资 计划投资 人数 销量 交易额 吞吐量 占比 覆盖率 \
     数量 保有量",
    )
});

/// Verbs that are nouns as well.
pub(super) static NOUN_TOO: LazyLock<Terms> = LazyLock::new(|| {
    Terms::new(
        "投资 投入 签约 改造 治理 整治 发展 规划 补助 补贴 培训 开工 竣工 投产 处置 办理 受理 利用 清理 接待 保障 创建 推进 绿化 减免 退出 支持 储备 落地 入库 救助 更新 获得",
    )
});

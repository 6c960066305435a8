//! The terms of the graph. `ontology/govkg.ttl` is the truth; a test compares both ways.

/// The vocabulary of govkg.
pub mod gk {
    use oxigraph::model::NamedNodeRef;

    /// The namespace.
    pub const NAMESPACE: &str = "https://w3id.org/govkg/ontology#";

    // Terms: classes.
    /// `gk:Document`.
    pub const DOCUMENT: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Document");
    /// `gk:WorkReport`.
    pub const WORK_REPORT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#WorkReport");
    /// `gk:ActionPlan`.
    pub const ACTION_PLAN: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#ActionPlan");
    /// `gk:ProjectTable`.
    pub const PROJECT_TABLE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#ProjectTable");
    /// `gk:Sentence`.
    pub const SENTENCE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Sentence");
    /// `gk:Agency`.
    pub const AGENCY: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Agency");
    /// `gk:AgencyGroup`.
    pub const AGENCY_GROUP: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#AgencyGroup");
    /// `gk:Area`.
    pub const AREA: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Area");
    /// `gk:FunctionalZone`.
    pub const FUNCTIONAL_ZONE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#FunctionalZone");
    /// `gk:Industry`.
    pub const INDUSTRY: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Industry");
    /// `gk:Company`.
    pub const COMPANY: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Company");
    /// `gk:Institution`.
    pub const INSTITUTION: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Institution");
    /// `gk:Project`.
    pub const PROJECT: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Project");
    /// `gk:Programme`.
    pub const PROGRAMME: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Programme");
    /// `gk:Honour`.
    pub const HONOUR: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Honour");
    /// `gk:Legislation`.
    pub const LEGISLATION: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Legislation");
    /// `gk:Event`.
    pub const EVENT: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Event");
    /// `gk:Product`.
    pub const PRODUCT: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Product");
    /// `gk:Place`.
    pub const PLACE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Place");
    /// `gk:Person`.
    pub const PERSON: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Person");
    /// `gk:Task`.
    pub const TASK: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Task");
    /// `gk:Claim`.
    pub const CLAIM: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Claim");
    /// `gk:Responsibility`.
    pub const RESPONSIBILITY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Responsibility");
    /// `gk:Measure`.
    pub const MEASURE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Measure");
    /// `gk:Achievement`.
    pub const ACHIEVEMENT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Achievement");
    /// `gk:Target`.
    pub const TARGET: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Target");
    /// `gk:Indicator`.
    pub const INDICATOR: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Indicator");
    /// `gk:Subject`.
    pub const SUBJECT: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Subject");
    /// `gk:Unit`.
    pub const UNIT: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Unit");
    /// `gk:Outcome`.
    pub const OUTCOME: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Outcome");
    /// `gk:Department`.
    pub const DEPARTMENT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Department");
    /// `gk:Sector`.
    pub const SECTOR: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Sector");
    /// `gk:Correction`.
    pub const CORRECTION: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Correction");
    // Terms: properties.
    /// `gk:area`.
    pub const AREA_PROPERTY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#area");
    /// `gk:areaCode`.
    pub const AREA_CODE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#areaCode");
    /// `gk:level`.
    pub const LEVEL: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#level");
    /// `gk:partOf`.
    pub const PART_OF: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#partOf");
    /// `gk:reportYear`.
    pub const REPORT_YEAR: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#reportYear");
    /// `gk:speaker`.
    pub const SPEAKER: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#speaker");
    /// `gk:sha256`.
    pub const SHA256: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#sha256");
    /// `gk:source`.
    pub const SOURCE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#source");
    /// `gk:start`.
    pub const START: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#start");
    /// `gk:end`.
    pub const END: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#end");
    /// `gk:sentence`.
    pub const SENTENCE_PROPERTY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#sentence");
    /// `gk:text`.
    pub const TEXT: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#text");
    /// `gk:section`.
    pub const SECTION: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#section");
    /// `gk:mentionedIn`.
    pub const MENTIONED_IN: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#mentionedIn");
    /// `gk:rule`.
    pub const RULE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#rule");
    /// `gk:confidence`.
    pub const CONFIDENCE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#confidence");
    /// `gk:member`.
    pub const MEMBER: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#member");
    /// `gk:sameEntity`.
    pub const SAME_ENTITY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#sameEntity");
    /// `gk:governs`.
    pub const GOVERNS: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#governs");
    /// `gk:leadUnit`.
    pub const LEAD_UNIT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#leadUnit");
    /// `gk:responsibleUnit`.
    pub const RESPONSIBLE_UNIT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#responsibleUnit");
    /// `gk:deadline`.
    pub const DEADLINE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#deadline");
    /// `gk:locatedIn`.
    pub const LOCATED_IN: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#locatedIn");
    /// `gk:undertakenBy`.
    pub const UNDERTAKEN_BY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#undertakenBy");
    /// `gk:inIndustry`.
    pub const IN_INDUSTRY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#inIndustry");
    /// `gk:holdsTitle`.
    pub const HOLDS_TITLE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#holdsTitle");
    /// `gk:seeksTitle`.
    pub const SEEKS_TITLE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#seeksTitle");
    /// `gk:status`.
    pub const STATUS: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#status");
    /// `gk:hosts`.
    pub const HOSTS: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#hosts");
    /// `gk:supports`.
    pub const SUPPORTS: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#supports");
    /// `gk:project`.
    pub const PROJECT_PROPERTY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#project");
    /// `gk:agent`.
    pub const AGENT: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#agent");
    /// `gk:role`.
    pub const ROLE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#role");
    /// `gk:position`.
    pub const POSITION: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#position");
    /// `gk:indicator`.
    pub const INDICATOR_PROPERTY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#indicator");
    /// `gk:subject`.
    pub const SUBJECT_PROPERTY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#subject");
    /// `gk:scope`.
    pub const SCOPE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#scope");
    /// `gk:aspect`.
    pub const ASPECT: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#aspect");
    /// `gk:annualAverage`.
    pub const ANNUAL_AVERAGE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#annualAverage");
    /// `gk:comparator`.
    pub const COMPARATOR: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#comparator");
    /// `gk:value`.
    pub const VALUE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#value");
    /// `gk:maxValue`.
    pub const MAX_VALUE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#maxValue");
    /// `gk:unit`.
    pub const UNIT_PROPERTY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#unit");
    /// `gk:baseUnit`.
    pub const BASE_UNIT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#baseUnit");
    /// `gk:factor`.
    pub const FACTOR: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#factor");
    /// `gk:baseValue`.
    pub const BASE_VALUE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#baseValue");
    /// `gk:period`.
    pub const PERIOD: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#period");
    /// `gk:modality`.
    pub const MODALITY: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#modality");
    /// `gk:changeOf`.
    pub const CHANGE_OF: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#changeOf");
    /// `gk:valueText`.
    pub const VALUE_TEXT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#valueText");
    /// `gk:usualUnit`.
    pub const USUAL_UNIT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#usualUnit");
    /// `gk:indicatorKind`.
    pub const INDICATOR_KIND: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#indicatorKind");
    /// `gk:unitKind`.
    pub const UNIT_KIND: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#unitKind");
    /// `gk:bodyKind`.
    pub const BODY_KIND: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#bodyKind");
    /// `gk:validFrom`.
    pub const VALID_FROM: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#validFrom");
    /// `gk:validTo`.
    pub const VALID_TO: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#validTo");
    /// `gk:predecessor`.
    pub const PREDECESSOR: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#predecessor");
    /// `gk:successor`.
    pub const SUCCESSOR: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#successor");
    /// `gk:target`.
    pub const TARGET_PROPERTY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#target");
    /// `gk:achievement`.
    pub const ACHIEVEMENT_PROPERTY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#achievement");
    /// `gk:verdict`.
    pub const VERDICT: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#verdict");
    /// `gk:difference`.
    pub const DIFFERENCE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#difference");
    /// `gk:revises`.
    pub const REVISES: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#revises");
    /// `gk:toolVersion`.
    pub const TOOL_VERSION: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#toolVersion");
    /// `gk:document`.
    pub const DOCUMENT_PROPERTY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#document");
    /// `gk:span`.
    pub const SPAN: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#span");
    /// `gk:property`.
    pub const PROPERTY: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#property");
    /// `gk:action`.
    pub const ACTION: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#action");
    /// `gk:oldValue`.
    pub const OLD_VALUE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#oldValue");
    /// `gk:newValue`.
    pub const NEW_VALUE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#newValue");
    /// `gk:newDescription`.
    pub const NEW_DESCRIPTION: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#newDescription");
    /// `gk:words`.
    pub const WORDS: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#words");
    // Terms: individuals.
    /// `gk:National`.
    pub const NATIONAL: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#National");
    /// `gk:Provincial`.
    pub const PROVINCIAL: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Provincial");
    /// `gk:City`.
    pub const CITY: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#City");
    /// `gk:County`.
    pub const COUNTY: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#County");
    /// `gk:Township`.
    pub const TOWNSHIP: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Township");
    /// `gk:Front`.
    pub const FRONT: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Front");
    /// `gk:Review`.
    pub const REVIEW: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Review");
    /// `gk:FiveYearGoals`.
    pub const FIVE_YEAR_GOALS: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#FiveYearGoals");
    /// `gk:YearTasks`.
    pub const YEAR_TASKS: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#YearTasks");
    /// `gk:OwnWork`.
    pub const OWN_WORK: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#OwnWork");
    /// `gk:Notes`.
    pub const NOTES: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Notes");
    /// `gk:Table`.
    pub const TABLE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Table");
    /// `gk:Lead`.
    pub const LEAD: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Lead");
    /// `gk:Responsible`.
    pub const RESPONSIBLE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Responsible");
    /// `gk:Cooperating`.
    pub const COOPERATING: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Cooperating");
    /// `gk:Supervising`.
    pub const SUPERVISING: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Supervising");
    /// `gk:planned`.
    pub const PLANNED: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#planned");
    /// `gk:started`.
    pub const STARTED: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#started");
    /// `gk:ongoing`.
    pub const ONGOING: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#ongoing");
    /// `gk:completed`.
    pub const COMPLETED: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#completed");
    /// `gk:Level`.
    pub const LEVEL_VALUE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Level");
    /// `gk:Growth`.
    pub const GROWTH: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Growth");
    /// `gk:Share`.
    pub const SHARE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Share");
    /// `gk:Rank`.
    pub const RANK: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Rank");
    /// `gk:Multiple`.
    pub const MULTIPLE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Multiple");
    /// `gk:Duration`.
    pub const DURATION: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Duration");
    /// `gk:ChangeFrom`.
    pub const CHANGE_FROM: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#ChangeFrom");
    /// `gk:Other`.
    pub const OTHER: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Other");
    /// `gk:Exactly`.
    pub const EXACTLY: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Exactly");
    /// `gk:AtLeast`.
    pub const AT_LEAST: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#AtLeast");
    /// `gk:MoreThan`.
    pub const MORE_THAN: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#MoreThan");
    /// `gk:AtMost`.
    pub const AT_MOST: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#AtMost");
    /// `gk:LessThan`.
    pub const LESS_THAN: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#LessThan");
    /// `gk:About`.
    pub const ABOUT: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#About");
    /// `gk:Range`.
    pub const RANGE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Range");
    /// `gk:Ensure`.
    pub const ENSURE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Ensure");
    /// `gk:Strive`.
    pub const STRIVE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Strive");
    /// `gk:Expected`.
    pub const EXPECTED: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Expected");
    /// `gk:Planned`.
    pub const PLANNED_VALUE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Planned");
    /// `gk:Required`.
    pub const REQUIRED: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Required");
    /// `gk:Met`.
    pub const MET: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Met");
    /// `gk:Missed`.
    pub const MISSED: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Missed");
    /// `gk:NotComparable`.
    pub const NOT_COMPARABLE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#NotComparable");
    /// `gk:Flow`.
    pub const FLOW: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Flow");
    /// `gk:Stock`.
    pub const STOCK: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Stock");
    /// `gk:Rate`.
    pub const RATE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Rate");
    /// `gk:Index`.
    pub const INDEX: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Index");
    /// `gk:Count`.
    pub const COUNT: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Count");
    /// `gk:CountUnit`.
    pub const COUNT_UNIT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#CountUnit");
    /// `gk:CurrencyUnit`.
    pub const CURRENCY_UNIT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#CurrencyUnit");
    /// `gk:MeasureUnit`.
    pub const MEASURE_UNIT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#MeasureUnit");
    /// `gk:RateUnit`.
    pub const RATE_UNIT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#RateUnit");
    /// `gk:GovernmentBody`.
    pub const GOVERNMENT_BODY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#GovernmentBody");
    /// `gk:PartyBody`.
    pub const PARTY_BODY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#PartyBody");
    /// `gk:CongressBody`.
    pub const CONGRESS_BODY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#CongressBody");
    /// `gk:ConsultativeBody`.
    pub const CONSULTATIVE_BODY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#ConsultativeBody");
    /// `gk:JudicialBody`.
    pub const JUDICIAL_BODY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#JudicialBody");
    /// `gk:MassOrganisation`.
    pub const MASS_ORGANISATION: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#MassOrganisation");
    /// `gk:Reject`.
    pub const REJECT: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Reject");
    /// `gk:Replace`.
    pub const REPLACE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Replace");
    /// `gk:Add`.
    pub const ADD: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/govkg/ontology#Add");

    /// All terms above, in their order.
    pub const ALL: &[NamedNodeRef<'static>] = &[
        DOCUMENT,
        WORK_REPORT,
        ACTION_PLAN,
        PROJECT_TABLE,
        SENTENCE,
        AGENCY,
        AGENCY_GROUP,
        AREA,
        FUNCTIONAL_ZONE,
        INDUSTRY,
        COMPANY,
        INSTITUTION,
        PROJECT,
        PROGRAMME,
        HONOUR,
        LEGISLATION,
        EVENT,
        PRODUCT,
        PLACE,
        PERSON,
        TASK,
        CLAIM,
        RESPONSIBILITY,
        MEASURE,
        ACHIEVEMENT,
        TARGET,
        INDICATOR,
        SUBJECT,
        UNIT,
        OUTCOME,
        DEPARTMENT,
        SECTOR,
        CORRECTION,
        AREA_PROPERTY,
        AREA_CODE,
        LEVEL,
        PART_OF,
        REPORT_YEAR,
        SPEAKER,
        SHA256,
        SOURCE,
        START,
        END,
        SENTENCE_PROPERTY,
        TEXT,
        SECTION,
        MENTIONED_IN,
        RULE,
        CONFIDENCE,
        MEMBER,
        SAME_ENTITY,
        GOVERNS,
        LEAD_UNIT,
        RESPONSIBLE_UNIT,
        DEADLINE,
        LOCATED_IN,
        UNDERTAKEN_BY,
        IN_INDUSTRY,
        HOLDS_TITLE,
        SEEKS_TITLE,
        STATUS,
        HOSTS,
        SUPPORTS,
        PROJECT_PROPERTY,
        AGENT,
        ROLE,
        POSITION,
        INDICATOR_PROPERTY,
        SUBJECT_PROPERTY,
        SCOPE,
        ASPECT,
        ANNUAL_AVERAGE,
        COMPARATOR,
        VALUE,
        MAX_VALUE,
        UNIT_PROPERTY,
        BASE_UNIT,
        FACTOR,
        BASE_VALUE,
        PERIOD,
        MODALITY,
        CHANGE_OF,
        VALUE_TEXT,
        USUAL_UNIT,
        INDICATOR_KIND,
        UNIT_KIND,
        BODY_KIND,
        VALID_FROM,
        VALID_TO,
        PREDECESSOR,
        SUCCESSOR,
        TARGET_PROPERTY,
        ACHIEVEMENT_PROPERTY,
        VERDICT,
        DIFFERENCE,
        REVISES,
        TOOL_VERSION,
        DOCUMENT_PROPERTY,
        SPAN,
        PROPERTY,
        ACTION,
        OLD_VALUE,
        NEW_VALUE,
        NEW_DESCRIPTION,
        WORDS,
        NATIONAL,
        PROVINCIAL,
        CITY,
        COUNTY,
        TOWNSHIP,
        FRONT,
        REVIEW,
        FIVE_YEAR_GOALS,
        YEAR_TASKS,
        OWN_WORK,
        NOTES,
        TABLE,
        LEAD,
        RESPONSIBLE,
        COOPERATING,
        SUPERVISING,
        PLANNED,
        STARTED,
        ONGOING,
        COMPLETED,
        LEVEL_VALUE,
        GROWTH,
        SHARE,
        RANK,
        MULTIPLE,
        DURATION,
        CHANGE_FROM,
        OTHER,
        EXACTLY,
        AT_LEAST,
        MORE_THAN,
        AT_MOST,
        LESS_THAN,
        ABOUT,
        RANGE,
        ENSURE,
        STRIVE,
        EXPECTED,
        PLANNED_VALUE,
        REQUIRED,
        MET,
        MISSED,
        NOT_COMPARABLE,
        FLOW,
        STOCK,
        RATE,
        INDEX,
        COUNT,
        COUNT_UNIT,
        CURRENCY_UNIT,
        MEASURE_UNIT,
        RATE_UNIT,
        GOVERNMENT_BODY,
        PARTY_BODY,
        CONGRESS_BODY,
        CONSULTATIVE_BODY,
        JUDICIAL_BODY,
        MASS_ORGANISATION,
        REJECT,
        REPLACE,
        ADD,
    ];
}

/// Terms used of <http://www.w3.org/1999/02/22-rdf-syntax-ns#>.
pub mod rdf {
    use oxigraph::model::NamedNodeRef;

    /// `rdf:type`.
    pub const TYPE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#type");
    /// `rdf:Statement`.
    pub const STATEMENT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement");
    /// `rdf:subject`.
    pub const SUBJECT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#subject");
    /// `rdf:predicate`.
    pub const PREDICATE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate");
    /// `rdf:object`.
    pub const OBJECT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#object");
}

/// Terms used of <http://www.w3.org/2000/01/rdf-schema#>.
pub mod rdfs {
    use oxigraph::model::NamedNodeRef;

    /// `rdfs:label`.
    pub const LABEL: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/2000/01/rdf-schema#label");
    /// `rdfs:comment`.
    pub const COMMENT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/2000/01/rdf-schema#comment");
    /// `rdfs:subClassOf`.
    pub const SUB_CLASS_OF: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/2000/01/rdf-schema#subClassOf");
    /// `rdfs:subPropertyOf`.
    pub const SUB_PROPERTY_OF: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/2000/01/rdf-schema#subPropertyOf");
    /// `rdfs:isDefinedBy`.
    pub const IS_DEFINED_BY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/2000/01/rdf-schema#isDefinedBy");
    /// `rdfs:seeAlso`.
    pub const SEE_ALSO: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/2000/01/rdf-schema#seeAlso");
    /// `rdfs:range`.
    pub const RANGE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/2000/01/rdf-schema#range");
    /// `rdfs:domain`.
    pub const DOMAIN: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/2000/01/rdf-schema#domain");
}

/// Terms used of <http://www.w3.org/2004/02/skos/core#>.
pub mod skos {
    use oxigraph::model::NamedNodeRef;

    /// `skos:Concept`.
    pub const CONCEPT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#Concept");
    /// `skos:ConceptScheme`.
    pub const CONCEPT_SCHEME: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#ConceptScheme");
    /// `skos:inScheme`.
    pub const IN_SCHEME: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#inScheme");
    /// `skos:prefLabel`.
    pub const PREF_LABEL: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#prefLabel");
    /// `skos:altLabel`.
    pub const ALT_LABEL: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#altLabel");
    /// `skos:definition`.
    pub const DEFINITION: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#definition");
    /// `skos:notation`.
    pub const NOTATION: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#notation");
    /// `skos:broader`.
    pub const BROADER: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#broader");
    /// `skos:exactMatch`.
    pub const EXACT_MATCH: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#exactMatch");
    /// `skos:closeMatch`.
    pub const CLOSE_MATCH: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#closeMatch");
    /// `skos:broadMatch`.
    pub const BROAD_MATCH: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#broadMatch");
}

/// Terms used of <http://www.w3.org/ns/prov#>.
pub mod prov {
    use oxigraph::model::NamedNodeRef;

    /// `prov:wasDerivedFrom`.
    pub const WAS_DERIVED_FROM: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/ns/prov#wasDerivedFrom");
}

/// Terms used of <http://purl.org/dc/terms/>.
pub mod dcterms {
    use oxigraph::model::NamedNodeRef;

    /// `dcterms:title`.
    pub const TITLE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://purl.org/dc/terms/title");
    /// `dcterms:identifier`.
    pub const IDENTIFIER: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://purl.org/dc/terms/identifier");
    /// `dcterms:issued`.
    pub const ISSUED: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://purl.org/dc/terms/issued");
    /// `dcterms:publisher`.
    pub const PUBLISHER: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://purl.org/dc/terms/publisher");
    /// `dcterms:source`.
    pub const SOURCE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://purl.org/dc/terms/source");
    /// `dcterms:description`.
    pub const DESCRIPTION: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://purl.org/dc/terms/description");
    /// `dcterms:PeriodOfTime`.
    pub const PERIOD_OF_TIME: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://purl.org/dc/terms/PeriodOfTime");
}

/// Terms used of <http://www.w3.org/ns/dcat#>.
pub mod dcat {
    use oxigraph::model::NamedNodeRef;

    /// `dcat:startDate`.
    pub const START_DATE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/ns/dcat#startDate");
    /// `dcat:endDate`.
    pub const END_DATE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/ns/dcat#endDate");
}

/// Terms used of <http://qudt.org/schema/qudt/>.
pub mod qudt {
    use oxigraph::model::NamedNodeRef;

    /// `qudt:Unit`.
    pub const UNIT: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://qudt.org/schema/qudt/Unit");
    /// `qudt:hasUnit`.
    pub const HAS_UNIT: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://qudt.org/schema/qudt/hasUnit");
}

/// Terms used of <http://www.w3.org/ns/shacl#>.
pub mod sh {
    use oxigraph::model::NamedNodeRef;

    /// `sh:SPARQLExecutable`.
    pub const SPARQLEXECUTABLE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/ns/shacl#SPARQLExecutable");
    /// `sh:SPARQLSelectExecutable`.
    pub const SPARQLSELECT_EXECUTABLE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/ns/shacl#SPARQLSelectExecutable");
    /// `sh:select`.
    pub const SELECT: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/ns/shacl#select");
    /// `sh:prefixes`.
    pub const PREFIXES: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/ns/shacl#prefixes");
    /// `sh:declare`.
    pub const DECLARE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/ns/shacl#declare");
    /// `sh:prefix`.
    pub const PREFIX: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/ns/shacl#prefix");
    /// `sh:namespace`.
    pub const NAMESPACE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/ns/shacl#namespace");
}

/// Terms used of <http://rdfs.org/ns/void#>.
pub mod void {
    use oxigraph::model::NamedNodeRef;

    /// `void:Linkset`.
    pub const LINKSET: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://rdfs.org/ns/void#Linkset");
    /// `void:linkPredicate`.
    pub const LINK_PREDICATE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://rdfs.org/ns/void#linkPredicate");
    /// `void:triples`.
    pub const TRIPLES: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://rdfs.org/ns/void#triples");
}

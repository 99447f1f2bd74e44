"""Clauses on what posts bring about: reach, followers, engagement, conversion, answers, sentiment."""

from slakit.metrics.amounts.count_total import Total
from slakit.metrics.amounts.distinct import Distinct
from slakit.metrics.amounts.gauge import Gauge
from slakit.metrics.amounts.growth import Growth
from slakit.metrics.amounts.mean_ratio import MeanRatio
from slakit.metrics.amounts.share import Share
from slakit.metrics.compound.arithmetic import Ratio, Weighted
from slakit.metrics.timers.elapsed import Within


def reach(*, stream: str = "posts", field: str = "reach") -> Total:
    """The reach of all posts added up; who saw two posts is counted twice.

    >>> reach()
    Total('posts', 'reach')

    reach = r1 + ... + rn, each the number of people who could see a post (Conclave on Social Media Measurement Standards, 2013).
    """
    return Total(stream, field)


def audience(*, stream: str = "visits", account: str = "account") -> Distinct:
    """The number of different accounts that were reached: each counts once, however often it came.

    >>> audience()
    Distinct('visits', 'account')

    As the unique visitors of web analytics.
    """
    return Distinct(stream, account)


def follower_growth(against: str = "previous period", *, stream: str = "followers", count: str = "count") -> Growth:
    """The growth of the followers: the last count of the period / that of the period before - 1.

    >>> follower_growth("last year").by("channel")
    Growth(Gauge('followers', 'count', by=('channel',)), against='last year')
    """
    return Growth(Gauge(stream, count), against=against)


def engagement_rate(*, stream: str = "posts", interactions: str = "interactions", over: str = "impressions") -> Ratio:
    """Interactions out of impressions, over all posts together: a ratio of sums, in which a post that many saw weighs more.

    >>> engagement_rate(over="reach")
    Total('posts', 'interactions') / Total('posts', 'reach')

    rate = (i1 + ... + in) / (v1 + ... + vn): engagement by impressions, by reach or by followers, as `over` names it.
    """
    return Total(stream, interactions) / Total(stream, over)


def engagement_per_post(
    *, stream: str = "posts", interactions: str = "interactions", over: str = "impressions", statistic: str = "mean"
) -> MeanRatio:
    """The mean, or the median, of the engagement rates of single posts: a mean of ratios, in which every post weighs the same.

    >>> engagement_per_post(statistic="median")
    MeanRatio('posts', 'interactions', over='impressions', statistic='median')

    rate = (i1 / v1 + ... + in / vn) / n: what reports of the trade call the average engagement rate per post.
    """
    return MeanRatio(stream, interactions, over=over, statistic=statistic)


def conversion_rate(*, stream: str = "posts", conversions: str = "orders", clicks: str = "clicks") -> Ratio:
    """Conversions out of clicks, over all posts together.

    >>> conversion_rate()
    Total('posts', 'orders') / Total('posts', 'clicks')

    rate = (o1 + ... + on) / (c1 + ... + cn), as web analytics has it, with clicks for visits.
    """
    return Total(stream, conversions) / Total(stream, clicks)


def response_rate(
    limit: str = "24 hours", *, stream: str = "mentions", since: str = "at", until: str = "replied", key: str | None = None
) -> Within:
    """The mentions that were answered, out of all; by when an answer counts is for the contract to say.

    >>> response_rate("7 days").where(needs_answer=True)
    Within('mentions', '7 days', where={'needs_answer': True}, since='at', until='replied')

    rate = answered within the limit / all: one that is not answered by then never counts as answered.
    """
    return Within(stream, limit, since=since, until=until, key=key)


def sentiment(wanted: str = "positive", *, stream: str = "mentions", field: str = "sentiment", at: str = "at") -> Share:
    """The mentions of one sentiment, out of all.

    >>> sentiment()
    Share('mentions', good={'sentiment': 'positive'})

    share = positive / all; a mention that was not rated counts among all, so leave it out with `.where` where the contract does.
    """
    return Share(stream, good={field: wanted}, at=at)


def net_sentiment(
    *, stream: str = "mentions", field: str = "sentiment", positive: str = "positive", negative: str = "negative", at: str = "at"
) -> Weighted:
    """Positive mentions less negative ones, out of all: from -100 % to 100 %; what is neutral or not rated weighs on neither side.

    >>> net_sentiment()
    -1 * Share('mentions', good={'sentiment': 'negative'}) + Share('mentions', good={'sentiment': 'positive'})

    net = (positive - negative) / all, made as net promoter scores are (Reichheld, 2003).
    """
    return sentiment(positive, stream=stream, field=field, at=at) - sentiment(negative, stream=stream, field=field, at=at)

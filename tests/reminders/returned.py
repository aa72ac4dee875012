"""Returned letters as mail servers write them; our own writing, with invented people and machines."""

POSTFIX = """\
Return-Path: <>
From: MAILER-DAEMON@mx.dalam.local (Mail Delivery System)
To: so@dalam.local
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.dalam.local.
--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.dalam.local
Arrival-Date: Tue, 14 Apr 2026 07:31:00 +0700

Final-Recipient: rfc822; {address}
Original-Recipient: rfc822;{address}
Action: {action}
Status: {status}
Remote-MTA: dns; hop.dalam.local
Diagnostic-Code: smtp; {answer}

--b1
Content-Type: message/rfc822

From: so@dalam.local
To: {address}
Message-ID: {message_id}
Subject: =?utf-8?q?Nh=E1=BA=AFc_vi=E1=BB=87c?=

Kính gửi
--b1--
"""

EXCHANGE = """\
From: <postmaster@tinh.local>
To: <so@dalam.local>
Subject: =?utf-8?b?S2jDtG5nIGfhu61pIMSRxrDhu6Nj?=: Thư
In-Reply-To: {message_id}
References: {message_id}
Content-Type: multipart/report; report-type=delivery-status;
 boundary="_x_"
MIME-Version: 1.0

--_x_
Content-Type: multipart/alternative; boundary="_y_"

--_y_
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

PHA+S2jDtG5nIGfhu61pIMSRxrDhu6NjPC9wPg==
--_y_--
--_x_
Content-Type: message/delivery-status

Reporting-MTA: dns;may-thu.tinh.local

Final-recipient: RFC822;{upper}
Action: {action}
Status: {status}
Diagnostic-code: smtp;{answer}
X-Display-Name: Can bo

--_x_
Content-Type: text/rfc822-headers

From: so@dalam.local
Message-ID: {message_id}

--_x_--
"""

QMAIL = """\
Return-Path: <>
From: MAILER-DAEMON@cu.dalam.local
To: so@dalam.local
Subject: failure notice

Hi. This is the qmail-send program at cu.dalam.local.
I'm afraid I wasn't able to deliver your message to the following addresses.

<{address}>:
10.0.0.7 does not like recipient.
Remote host said: {answer}
Giving up on 10.0.0.7.

--- Below this line is a copy of the message.

Return-Path: <so@dalam.local>
Message-ID: {message_id}
To: {address}
"""

VIETNAMESE = """\
From: Postmaster <postmaster@xa.local>
To: so@dalam.local
Subject: Thong bao khong chuyen duoc thu
Content-Type: text/plain; charset=utf-8

Kính gửi người gửi,

Thư của đồng chí không chuyển được đến hộp thư {address}
Lý do: {answer}

Message-ID: {message_id}
"""

AWAY = """\
From: Can bo <{address}>
To: so@dalam.local
Subject: =?utf-8?b?VHLhuqMgbOG7nWkgdOG7sSDEkeG7mW5nOiBOaOG6r2Mgdmnhu4dj?=
Auto-Submitted: auto-replied
In-Reply-To: {message_id}

Tôi đi công tác đến hết 550 phút nữa. Message-ID: {message_id}
"""

ANSWERED = """\
From: Can bo <{address}>
To: so@dalam.local
Subject: Re: Nhac viec
In-Reply-To: {message_id}

550 5.1.1 la so van ban, toi da lam xong.
"""


def message(sample: str, letter, *, address=None, action="failed", status="5.1.1", answer="550 5.1.1 no such user"):
    """Return a sample about a letter's first reader, or about another address."""
    address = address or letter.recipients[0].address
    return sample.format(
        address=address, upper=address.upper(), message_id=letter.message_id, action=action, status=status,
        answer=answer,
    ).encode()  # fmt: skip

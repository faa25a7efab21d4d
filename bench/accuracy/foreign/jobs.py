"""What recruiters write, in three languages."""

from __future__ import annotations

from typing import NamedTuple

from bench.accuracy.foreign.draft import Leads


class Wording(NamedTuple):
    """Parts of a job ad in one language, each with slots in braces."""

    title: str
    intro: tuple[str, ...]
    duty: tuple[str, ...]
    pay: tuple[str, ...]
    end: tuple[str, ...]
    job: tuple[str, ...]
    start: tuple[str, ...]
    helpline: str
    leads: Leads
    between: str = " "
    """What stands between two parts."""


ENGLISH = Wording(
    title="{employer} - {job} - {place}",
    intro=(
        (
            "{employer} is looking for {count} people for {job} in {place}. The work starts {start} and no "
            "earlier experience is required, because a colleague shows every newcomer how the work is done "
            "during the first days."
        ),
        (
            "We are hiring for {job} in {place} on behalf of {employer}. {count} places are open, first "
            "come first served, and the start is {start}."
        ),
        (
            "Are you ready to work? {employer} needs {count} reliable hands for {job} near {place}, "
            "starting {start}. Couples and friends may apply together."
        ),
        (
            "Urgent vacancy: {job} at {employer}, {place}. Start {start}. We need {count} motivated workers "
            "who can stay for at least one season."
        ),
        (
            "Join the team of {employer} in {place}. At the moment we fill {count} positions in {job}, with "
            "a first shift planned {start}."
        ),
    ),
    duty=(
        (
            "Your tasks: lift and sort goods of up to twenty kilos, read simple labels, keep the work area "
            "tidy, and report damage to the shift leader. Shifts change every week between early, late and "
            "night."
        ),
        (
            "Duties include picking, packing and checking orders with a hand scanner, loading pallets, and "
            "helping colleagues in other halls when the volume is high before holidays."
        ),
        (
            "You will plant, weed, pick and grade produce in open fields and under glass, rain or shine, in "
            "groups of eight with a foreman who explains the daily plan."
        ),
        (
            "You will help older people with meals, washing, dressing, light housework and walks, and write "
            "a short note after each visit so that the next carer knows what happened."
        ),
        (
            "The job covers general help on site, cleaning of machines after use, moving materials, and "
            "small repairs under the guidance of a qualified worker."
        ),
    ),
    pay=(
        (
            "The pay is {pay} per hour, paid every Friday, with a higher rate for nights and Sundays. "
            "Overtime is voluntary and is paid one and a half times."
        ),
        (
            "You earn {pay} an hour before tax. Housing in shared rooms can be arranged and costs {rent} a "
            "week; transport from the house to work is included."
        ),
        (
            "We offer {pay} per hour, a written contract, paid holidays, and a place to stay for {rent} per "
            "week if you come from far away."
        ),
        (
            "Wages: {pay} hourly, transferred to your account every two weeks. Work clothes and gloves are "
            "given to you without charge."
        ),
    ),
    end=(
        (
            "Please have an identity document and a bank account ready. We answer each message within one "
            "working day."
        ),
        (
            "Send your name, age, and the date on which you can start. We speak English, Spanish, Polish "
            "and Romanian in the office."
        ),
        "Only serious applications, please. Interviews are by phone and take ten minutes.",
        "Do not pay anybody for this job: applying is free. Ask for our office manager when you ring.",
    ),
    job=(
        "warehouse work",
        "order picking",
        "farm work",
        "berry picking",
        "greenhouse work",
        "care work",
        "home care",
        "packing",
        "hotel cleaning",
    ),
    start=(
        "on Monday",
        "next week",
        "on the first of the month",
        "immediately",
        "in two weeks",
    ),
    helpline="Know your rights: the free government labour line is {}.",
    leads=Leads(
        phone=("Call {}", "Phone {}", "Contact number: {}", "Apply by text to {}"),
        email=("Apply by e-mail to {}", "Send your CV to {}"),
        handle=("{}: @{}", "{} @{}"),
    ),
)
SPANISH = Wording(
    title="{employer} - {job} - {place}",
    intro=(
        (
            "{employer} busca {count} personas para {job} en {place}. El trabajo empieza {start} y no hace "
            "falta experiencia, porque un compañero enseña todo durante los primeros días."
        ),
        (
            "Contratamos para {job} en {place} por encargo de {employer}. Hay {count} plazas libres y se "
            "empieza {start}."
        ),
        (
            "¿Quiere trabajar? {employer} necesita {count} trabajadores serios para {job} cerca de {place}, "
            "con inicio {start}. Se aceptan parejas y amigos."
        ),
    ),
    duty=(
        (
            "Tareas: levantar y ordenar mercancía de hasta veinte kilos, leer etiquetas sencillas, mantener "
            "limpia la zona de trabajo y avisar al encargado si hay daños. Los turnos cambian cada semana."
        ),
        (
            "Va a plantar, limpiar, cosechar y clasificar productos en el campo y en invernadero, en grupos "
            "de ocho con un capataz que explica el plan de cada día."
        ),
        (
            "Ayudará a personas mayores con las comidas, el aseo, la ropa, la limpieza ligera y los paseos, "
            "y escribirá una nota corta después de cada visita."
        ),
    ),
    pay=(
        (
            "Se paga {pay} por hora cada viernes, con un precio más alto de noche y los domingos. Las horas "
            "extra son voluntarias."
        ),
        (
            "El sueldo es de {pay} la hora antes de impuestos. Podemos ofrecer habitación compartida por "
            "{rent} a la semana; el transporte está incluido."
        ),
        (
            "Ofrecemos {pay} por hora, contrato por escrito, vacaciones pagadas y alojamiento por {rent} "
            "semanales si viene de lejos."
        ),
    ),
    end=(
        (
            "Tenga listos un documento de identidad y una cuenta bancaria. Contestamos cada mensaje en un "
            "día laborable."
        ),
        "Mande su nombre, su edad y la fecha en que puede empezar. En la oficina hablamos español e inglés.",
        "No pague a nadie por este empleo: la solicitud es gratis.",
    ),
    job=(
        "trabajo de almacén",
        "preparación de pedidos",
        "trabajo en el campo",
        "cosecha de fresas",
        "cuidado de personas mayores",
        "empaque",
    ),
    start=(
        "el lunes",
        "la próxima semana",
        "de inmediato",
        "el primero del mes",
    ),
    helpline="Conozca sus derechos: la línea laboral gratuita del gobierno es {}.",
    leads=Leads(
        phone=("Llame al {}", "Teléfono: {}", "Mande un mensaje al {}"),
        email=("Escriba a {}", "Correo: {}"),
        handle=("{}: @{}", "{} @{}"),
    ),
)
CHINESE = Wording(
    title="{employer} {job} {place}",
    intro=(
        "{employer}在{place}招聘{count}名{job}人员。{start}上班,不需要经验,前几天有同事一对一指导,熟悉以后再独立工作。",
        "受{employer}委托,现在{place}招{job},共{count}个名额,先到先得,{start}开始工作,可以和朋友一起报名。",
        "急招:{employer}需要{count}名认真负责的{job}人员,工作地点在{place}附近,{start}到岗,希望至少做满一季。",
    ),
    duty=(
        "工作内容:搬运和分拣二十公斤以内的货物,看懂简单标签,保持工作区整洁,发现损坏及时告诉组长,早班晚班夜班每周轮换。",
        "工作内容:在田间和温室里种植、除草、采摘、分级,八人一组,由组长安排每天的计划,下雨天也照常工作。",
        "工作内容:照顾老人吃饭、洗漱、穿衣,做简单家务,陪老人散步,每次服务以后写一份简短记录交给下一位同事。",
    ),
    pay=(
        "每小时{pay},每周五发工资,夜班和周日另有补贴,加班自愿,按一点五倍计算。",
        "税前每小时{pay},可以安排合住宿舍,每周{rent},上下班有班车接送,不另收费。",
        "每小时{pay},签书面合同,有带薪假期,外地来的可以住宿,每周{rent}。",
    ),
    end=(
        "请准备好身份证件和银行账户,我们一个工作日之内回复。",
        "请发送姓名、年龄和可以上班的日期,办公室说中文和英文。",
        "报名不收任何费用,请不要付钱给任何人。",
    ),
    job=(
        "仓库",
        "包装",
        "农场",
        "采摘",
        "护理",
        "酒店清洁",
    ),
    start=(
        "周一",
        "下周",
        "马上",
        "下月一号",
    ),
    helpline="了解您的权利:政府免费劳工热线 {}。",
    leads=Leads(
        phone=("电话:{}", "请致电 {}", "联系电话 {}"),
        email=("邮箱:{}", "简历请发 {}"),
        handle=("{}: @{}", "{} @{}"),
    ),
    between="",
)
